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
   * @return one outcome, or one for each recipient of an item sent to several; never empty
   */
  List<Decoded<MessageLog>> decode(JsonNode item);
}
