package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import java.util.List;

/** A format in which every item stands for itself and has one recipient: nearly all of them. */
abstract class ItemFormat implements LogFormat {

  /** Reads an item. The provider is filled in afterwards. */
  abstract MessageLog read(Fields fields, Feed feed) throws RejectException, SkipException;

  @Override
  public final LogDecoder decoder(Feed feed) {
    return item -> List.of(decode(item, feed));
  }

  private Decoded<MessageLog> decode(JsonNode item, Feed feed) {
    try {
      Fields fields = new Fields(item);
      try {
        MessageLog log = read(fields, feed);
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
