package dev.tocsin.proof.fault;

import java.net.URI;

/** A cluster of the caller, which no scenario may harm. */
record GivenStack(String bootstrapServers, String registryUrl) implements Stack {

  @Override
  public int registryPort() {
    return URI.create(registryUrl).getPort();
  }

  @Override
  public void start() {
    // The caller runs it.
  }

  @Override
  public void kill() {
    throw new CannotRunException("the broker belongs to the caller and is not killed");
  }

  @Override
  public TcpProxy proxy() {
    throw new CannotRunException("the broker belongs to the caller and has no proxy");
  }

  @Override
  public void close() {
    // The caller stops it.
  }
}
