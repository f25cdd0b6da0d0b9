package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import java.util.List;

/** Decodes the items of one input, in their order. */
@FunctionalInterface
public interface LogDecoder {

  /**
   * Decodes an item.
   *
   * @return a verdict, or one for each recipient when the item was sent to several; never empty
   */
  List<Decoded<MessageLog>> decode(JsonNode item);
}
