package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a response of a provider's API, with the records in a list inside, by the names of its
 * outermost fields in their order. Some providers begin their records with a field that their
 * responses begin with too: a response goes on to a list, or has only fields of a response.
 *
 * <p>It serves a document in memory ({@link #items}) and one that is read field by field ({@link
 * #field}).
 */
public final class ApiResponse {

  /** The field in which a response states whether the request succeeded. */
  public static final String STATUS = "stat";

  /** What is known after some of the fields. */
  public enum Kind {
    /** A response, whatever fields follow. */
    RESPONSE,
    /** A record, whatever fields follow. */
    RECORD,
    /** The next field decides. */
    UNDECIDED
  }

  private final LogFormat format;
  private boolean begun;
  private boolean hasOtherField;

  public ApiResponse(LogFormat format) {
    this.format = format;
  }

  /** Takes the name of the next field. */
  public Kind field(String name) {
    boolean known = format.envelopeFields().contains(name);
    if (format.listFields().contains(name)) {
      return begun || known ? Kind.RESPONSE : Kind.RECORD;
    }
    if (!known && !begun) {
      return Kind.RECORD;
    }
    begun = true;
    hasOtherField |= !known;
    return Kind.UNDECIDED;
  }

  /** Whether the fields so far are a response, if no field follows. */
  public boolean isCompleteResponse() {
    return begun && !hasOtherField;
  }

  /** Whether the first field is one of a response. */
  public boolean hasBegun() {
    return begun;
  }

  /** Whether the value of {@link #STATUS} reports that the request failed. */
  public static boolean isFailure(JsonNode status) {
    return status.isTextual() && !status.textValue().equals("OK");
  }

  /**
   * The records of a response.
   *
   * @return null when the document is not a response
   * @throws RejectException when the response reports a failure or has no list
   */
  static @Nullable JsonNode items(JsonNode document, LogFormat format) throws RejectException {
    if (!document.isObject() || !isResponse(document, format)) {
      return null;
    }
    if (isFailure(document.path(STATUS))) {
      throw new RejectException(RejectReason.API_ERROR, STATUS);
    }
    JsonNode items = list(document, format);
    if (items == null) {
      throw new RejectException(RejectReason.NO_ITEMS, null);
    }
    return items;
  }

  private static boolean isResponse(JsonNode document, LogFormat format) {
    ApiResponse response = new ApiResponse(format);
    for (var field : document.properties()) {
      Kind kind = response.field(field.getKey());
      if (kind != Kind.UNDECIDED) {
        return kind == Kind.RESPONSE;
      }
    }
    return response.isCompleteResponse();
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
