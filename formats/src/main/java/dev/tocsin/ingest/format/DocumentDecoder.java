package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes one document of a line or a Kafka record: a record, a list of records, or a response of
 * the provider's API. Files and topics give the same result because both are read by this class.
 */
public final class DocumentDecoder implements LogDecoder {

  private final LogFormat format;
  private final LogDecoder items;

  /**
   * @param items decodes each record
   */
  public DocumentDecoder(LogFormat format, LogDecoder items) {
    this.format = format;
    this.items = items;
  }

  /**
   * Decodes a document.
   *
   * @return the outcome of each record; empty for an empty list
   */
  @Override
  public List<Decoded<MessageLog>> decode(JsonNode document) {
    try {
      JsonNode list = document.isArray() ? document : ApiResponse.items(document, format);
      if (list == null) {
        return items.decode(document);
      }
      List<Decoded<MessageLog>> outcomes = new ArrayList<>();
      list.forEach(item -> outcomes.addAll(items.decode(item)));
      return outcomes;
    } catch (RejectException e) {
      return List.of(e.toRejected());
    }
  }
}
