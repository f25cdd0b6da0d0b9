package dev.tocsin.proof.fault;

/** A broker and a schema registry. */
interface Stack extends AutoCloseable {

  String bootstrapServers();

  int registryPort();

  String registryUrl();

  /**
   * Starts both and returns when they answer.
   *
   * @throws CannotRunException when they do not
   */
  void start() throws Exception;

  /** Kills both. */
  void kill() throws InterruptedException;

  /** The proxy in front of the broker. */
  TcpProxy proxy();

  @Override
  void close();
}
