package dev.tocsin.cli.importing;

/**
 * Where the values of an import go.
 *
 * @param <T> what is imported
 */
public interface Outlet<T> extends AutoCloseable {

  /**
   * How far into a file an import has come.
   *
   * @param verdicts of the file, counted from its start
   * @param rejected how many of them are refusals
   */
  record Position(long verdicts, long rejected) {

    public static final Position START = new Position(0, 0);
  }

  /**
   * A file begins.
   *
   * @param keep has what went elsewhere outlast a crash; runs before it is remembered that anything
   *     is dealt with
   * @return what was dealt with by an earlier run; it is not sent again
   */
  default Position begin(InputFile file, Runnable keep) throws InterruptedException {
    return Position.START;
  }

  /** Sends one value without waiting. */
  void send(String key, T value);

  /** Everything up to here of the file is dealt with. */
  default void dealtWith(Position position) {}

  /** Waits until everything that was sent is acknowledged. */
  void flush();

  /** How many of the values that were sent the brokers have acknowledged. */
  long acknowledged();

  @Override
  void close();
}
