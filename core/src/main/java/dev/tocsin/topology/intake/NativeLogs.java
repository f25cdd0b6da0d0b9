package dev.tocsin.topology.intake;

import dev.tocsin.event.MessageLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records of a provider that does not write the Avro contract. Thread-safe. */
public interface NativeLogs {

  /**
   * The content of one record. A record may have several message logs, some of them invalid, or
   * none, which is not an error.
   *
   * @param contentFields number of dropped fields with message content
   */
  record Reading(
      List<MessageLog> logs, @Nullable IntakeRejectedException rejected, int contentFields) {}

  /**
   * Reads a record.
   *
   * @param latest the latest time to accept, milliseconds since the epoch
   */
  Reading read(byte[] value, long latest);

  /** The record without message content, as far as it can be recognized. */
  byte[] withoutContent(byte[] value);
}
