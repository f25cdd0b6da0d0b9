package dev.tocsin.cli.importing;

/**
 * Where the values of an import go.
 *
 * @param <T> what is imported
 */
public interface Outlet<T> extends AutoCloseable {

  /**
   * How far an earlier run came with a file.
   *
   * @param verdicts how many were dealt with; they are not sent again
   * @param rejected how many of these were refusals, as far as that is known
   */
  record Reached(long verdicts, long rejected) {

    static final Reached NOTHING = new Reached(0, 0);
  }

  /** A file begins. */
  default Reached begin(InputFile file) throws InterruptedException {
    return Reached.NOTHING;
  }

  /** Sends one value without waiting. */
  void send(String key, T value);

  /** Everything up to here of the file is dealt with, counted from its start. */
  default void dealtWith(Reached reached) {}

  /** Waits until everything that was sent is acknowledged. */
  void flush();

  /** How many of the values that were sent the brokers have acknowledged. */
  long acknowledged();

  @Override
  void close();
}
