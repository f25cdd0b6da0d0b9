package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of a provider's API as it came, with the records in a list inside. */
final class Answer {

  private Answer() {}

  /**
   * The records of an answer.
   *
   * @return null when the document is no answer
   * @throws RejectException when it is one that failed or that holds no list
   */
  static @Nullable JsonNode items(JsonNode document, LogFormat format) throws RejectException {
    if (!document.isObject() || !isAnswer(document, format)) {
      return null;
    }
    JsonNode status = document.path("stat");
    if (status.isTextual() && !status.textValue().equals("OK")) {
      throw new RejectException(RejectReason.API_ERROR, "stat");
    }
    JsonNode items = list(document, format);
    if (items == null) {
      throw new RejectException(RejectReason.NO_ITEMS, null);
    }
    return items;
  }

  private static boolean isAnswer(JsonNode document, LogFormat format) {
    AnswerShape shape = new AnswerShape(format);
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      AnswerShape.Verdict verdict = shape.field(field.getKey());
      if (verdict != AnswerShape.Verdict.OPEN) {
        return verdict == AnswerShape.Verdict.ANSWER;
      }
    }
    return shape.isAnswerAtEnd();
  }

  private static @Nullable JsonNode list(JsonNode object, LogFormat format) {
    for (String name : format.listFields()) {
      JsonNode value = object.path(name);
      JsonNode found = value.isArray() ? value : value.isObject() ? list(value, format) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
