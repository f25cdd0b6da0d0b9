package dev.tocsin.cli.importing;

/**
 * Where the values of an import go.
 *
 * @param <T> what is imported
 */
public interface Outlet<T> extends AutoCloseable {

  /**
   * A file begins.
   *
   * @return how many verdicts of it were dealt with by an earlier run; they are not sent again
   */
  default long begin(InputFile file) throws InterruptedException {
    return 0;
  }

  /** Sends one value without waiting. */
  void send(String key, T value);

  /**
   * Everything up to here of the file is dealt with.
   *
   * @param verdicts of the file, counted from its start
   */
  default void dealtWith(long verdicts) {}

  /** Waits until everything that was sent is acknowledged. */
  void flush();

  /** How many of the values that were sent the brokers have acknowledged. */
  long acknowledged();

  @Override
  void close();
}
