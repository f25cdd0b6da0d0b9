package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a document as it is pushed or stands on a line: a record, a list of them, or an answer of
 * the provider's API. Files and live records are read alike because both are read by this.
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
   * @return the verdicts on its records; empty when it is a list of none
   */
  @Override
  public List<Decoded<MessageLog>> decode(JsonNode document) {
    try {
      JsonNode list = document.isArray() ? document : Answer.items(document, format);
      if (list == null) {
        return items.decode(document);
      }
      List<Decoded<MessageLog>> verdicts = new ArrayList<>();
      list.forEach(item -> verdicts.addAll(items.decode(item)));
      return verdicts;
    } catch (RejectException e) {
      return List.of(e.toRejected());
    }
  }
}
