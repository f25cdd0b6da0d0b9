package dev.tocsin.proof.fault;

import java.net.URI;

/** One that somebody else runs, and that no scenario may harm. */
record GivenStack(String bootstrapServers, String registryUrl) implements Stack {

  @Override
  public int registryPort() {
    return URI.create(registryUrl).getPort();
  }

  @Override
  public void start() {
    // It runs.
  }

  @Override
  public void kill() {
    throw new CannotRunException("this broker is somebody else's and is not killed");
  }

  @Override
  public TcpProxy proxy() {
    throw new CannotRunException("there is no proxy in front of somebody else's broker");
  }

  @Override
  public void close() {
    // It stays.
  }
}
