package dev.tocsin.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a final status means. */
final class Answers {

  private static final int LONGEST_QUOTE = 300;

  private Answers() {}

  /**
   * The body of a 2xx answer, or the exception that the status stands for.
   *
   * @param where method, path and address, for messages
   * @param status not one that says "not now"
   * @param body the parsed body; null when it is not JSON
   */
  static JsonNode interpret(String where, int status, @Nullable JsonNode body) {
    if (status >= 200 && status < 300) {
      if (body == null || body.isMissingNode()) {
        throw foreign(where, status);
      }
      return body;
    }
    throw switch (status) {
      case 401, 403, 407 ->
          new RegistryRejectedException(
              ("The schema registry refused this client (%d) for %s: check"
                      + " basic.auth.credentials.source and basic.auth.user.info (or the"
                      + " bearer.auth.* or schema.registry.ssl.keystore.* settings), and what this"
                      + " user may do.")
                  .formatted(status, where),
              null);
      case 404 -> notFound(where, status, body);
      case 409 ->
          new SchemaRefusedException(
              "The schema registry refused the schema as incompatible (409) for %s: %s. Change it so"
                      .formatted(where, quote(body))
                  + " that the subject's compatibility rule holds.",
              null);
      case 422 ->
          new SchemaRefusedException(
              "The schema registry refused the request as invalid (422) for %s: %s."
                  .formatted(where, quote(body)),
              null);
      default -> foreign(where, status);
    };
  }

  /**
   * A registry's own 404 carries a code. Without one it comes from something else that listens
   * there, and to take it for "no such schema" would condemn every record.
   */
  private static RegistryException notFound(String where, int status, @Nullable JsonNode body) {
    int code = body == null ? 0 : body.path("error_code").asInt();
    return code == 404 || code / 100 == 404
        ? new RegistryNotFoundException(
            "The schema registry has no such thing (%d) for %s.".formatted(code, where), code)
        : foreign(where, status);
  }

  private static RegistryException foreign(String where, int status) {
    return new NotARegistryException(
        "What answered %s with status %d is not a schema registry: check the address and path in %s."
            .formatted(where, status, RegistryKeys.URL),
        null);
  }

  private static String quote(@Nullable JsonNode body) {
    String message = body == null ? "" : body.path("message").asText();
    return message.length() > LONGEST_QUOTE ? message.substring(0, LONGEST_QUOTE) + "..." : message;
  }
}
