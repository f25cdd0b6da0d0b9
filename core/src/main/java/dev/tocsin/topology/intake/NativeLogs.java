package dev.tocsin.topology.intake;

import dev.tocsin.event.MessageLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a provider pushes in a form of its own, instead of in the contract. Thread-safe. */
public interface NativeLogs {

  /**
   * What is in one record. A record may hold several message logs, some of which are wrong; and
   * none when it tells of something else, which is no error.
   *
   * @param contentFields fields with what was said, which were dropped
   */
  record Reading(
      List<MessageLog> logs, @Nullable IntakeRejectedException rejected, int contentFields) {}

  /**
   * Reads a record.
   *
   * @param latest latest time that is tolerated, milliseconds since the epoch
   */
  Reading read(byte[] value, long latest);

  /** The record without what was said, as far as it can be told apart. */
  byte[] withoutContent(byte[] value);
}
