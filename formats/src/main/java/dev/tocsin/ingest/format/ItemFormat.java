package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import java.util.List;

/** A format in which each item is one message or call to one recipient, as in most formats. */
abstract class ItemFormat implements LogFormat {

  /** Reads the fields of an item, without the provider. */
  @FunctionalInterface
  interface Reader {
    MessageLog read(Fields fields) throws RejectException, SkipException;
  }

  /** Reads an item, without the provider. */
  abstract MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException;

  @Override
  public final LogDecoder decoder(Feed feed) {
    return item -> List.of(decode(item, feed, fields -> read(fields, feed)));
  }

  /** Decodes an item that has one recipient. */
  static Decoded<MessageLog> decode(JsonNode item, Feed feed, Reader reader) {
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
