package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;

/** Reads one item that has one recipient. */
@FunctionalInterface
interface ItemReader {

  /** Reads it. The provider is filled in afterwards. */
  MessageLog read(Fields fields) throws RejectException, SkipException;

  /** The verdict on an item. */
  static Decoded<MessageLog> verdict(JsonNode item, Feed feed, ItemReader reader) {
    try {
      Fields fields = new Fields(item);
      try {
        MessageLog log = reader.read(fields);
        log.setProvider(feed.provider());
        return fields.accepted(log);
      } catch (SkipException e) {
        return fields.skipped(e.reason());
      }
    } catch (RejectException e) {
      return e.toRejected();
    }
  }
}
