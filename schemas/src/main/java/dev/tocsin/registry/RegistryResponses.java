package dev.tocsin.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Interprets final responses of the registry. */
final class RegistryResponses {

  private static final int LONGEST_QUOTE = 300;

  private RegistryResponses() {}

  /**
   * Returns the body of a 2xx response, or throws the exception for the status.
   *
   * @param where method, path and URL, for messages
   * @param status a status after which a retry is useless
   * @param body the parsed body; null when the body is not JSON
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
              ("The schema registry rejected the credentials of this client (%d) for %s. Check"
                      + " basic.auth.credentials.source and basic.auth.user.info (or the"
                      + " bearer.auth.* or schema.registry.ssl.keystore.* settings), and the"
                      + " permissions of this user.")
                  .formatted(status, where),
              null);
      case 404 -> notFound(where, status, body);
      case 409 ->
          new SchemaRefusedException(
              "The schema registry rejected the schema as incompatible (409) for %s: %s. Change the schema"
                      .formatted(where, quote(body))
                  + " to meet the subject's compatibility level.",
              null);
      case 422 ->
          new SchemaRefusedException(
              "The schema registry rejected the request as invalid (422) for %s: %s. Correct the schema."
                  .formatted(where, quote(body)),
              null);
      default -> foreign(where, status);
    };
  }

  /**
   * A registry's own 404 has an error code. Without a code it comes from another server, and to
   * treat it as "no such schema" would make every record a dead letter.
   */
  private static RegistryException notFound(String where, int status, @Nullable JsonNode body) {
    int code = body == null ? 0 : body.path("error_code").asInt();
    return code == 404 || code / 100 == 404
        ? new RegistryNotFoundException(
            "The schema registry has no such subject, version or schema (%d) for %s."
                .formatted(code, where),
            code)
        : foreign(where, status);
  }

  private static RegistryException foreign(String where, int status) {
    return new NotARegistryException(
        "The server that responded to %s with status %d is not a schema registry. Check host and path in %s."
            .formatted(where, status, RegistryKeys.URL),
        null);
  }

  private static String quote(@Nullable JsonNode body) {
    String message = body == null ? "" : body.path("message").asText();
    return message.length() > LONGEST_QUOTE ? message.substring(0, LONGEST_QUOTE) + "..." : message;
  }
}
