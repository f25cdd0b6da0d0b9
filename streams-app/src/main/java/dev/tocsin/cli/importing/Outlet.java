package dev.tocsin.cli.importing;

/**
 * The destination of an import.
 *
 * @param <T> the type of the records
 */
public interface Outlet<T> extends AutoCloseable {

  /**
   * The position of an import in a file.
   *
   * @param verdicts the number of verdicts from the start of the file
   * @param rejected how many of them are rejections
   */
  record Position(long verdicts, long rejected) {

    public static final Position START = new Position(0, 0);
  }

  /**
   * Starts a file.
   *
   * @param keep makes the rejects durable; runs before a position is committed
   * @return the position of an earlier run; the records before it are not sent again
   */
  default Position begin(InputFile file, Runnable keep) throws InterruptedException {
    return Position.START;
  }

  /** Sends a record without waiting. */
  void send(String key, T value);

  /** The file is processed up to this position. */
  default void processed(Position position) {}

  /** Waits until all sent records are acknowledged. */
  void flush();

  /** The number of records that the brokers acknowledged. */
  long acknowledged();

  @Override
  void close();
}
