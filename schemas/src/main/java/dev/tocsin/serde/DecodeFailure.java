package dev.tocsin.serde;

import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.RegistryNotFoundException;
import dev.tocsin.registry.UnusableSchemaException;
import java.io.IOException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Why a deserializer failed: a malformed record or an outage. It serves this package's deserializer
 * and others that read the same wire format. The distinction matters: rejecting a record because
 * the registry is unavailable loses it, and waiting for a malformed record stops the partition
 * forever.
 */
public sealed interface DecodeFailure {

  /**
   * The bytes are malformed: reject the record and continue.
   *
   * @param reason why
   */
  record Malformed(MalformedReason reason) implements DecodeFailure {}

  /**
   * The registry is unavailable and the record may be valid: stop and retry, reject nothing.
   *
   * @param problem the problem and its fix, without data of the record
   */
  record Unavailable(String problem) implements DecodeFailure {}

  /**
   * Classifies an exception of a deserializer. Failures of the registry, or of the connection to
   * it, are {@link Unavailable}; all others are {@link Malformed}.
   */
  static DecodeFailure of(RuntimeException failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      DecodeFailure known = ofCause(cause);
      if (known != null) {
        return known;
      }
    }
    return new Malformed(MalformedReason.MALFORMED_PAYLOAD);
  }

  private static @Nullable DecodeFailure ofCause(Throwable cause) {
    return switch (cause) {
      case MalformedRecordException e -> new Malformed(e.reason());
      case RegistryNotFoundException e -> new Malformed(MalformedReason.UNKNOWN_SCHEMA);
      case UnusableSchemaException e -> new Malformed(MalformedReason.INCOMPATIBLE_SCHEMA);
      case RegistryException e -> new Unavailable(String.valueOf(e.getMessage()));
      // Confluent's deserializer throws these for rejected credentials, other 4xx responses and
      // timeouts; for an unknown schema id it throws a RestClientException.
      case InvalidConfigurationException e -> ofConnection(e);
      case RetriableException e -> ofConnection(e);
      case InterruptException e -> ofConnection(e);
      default -> {
        if (cause.getClass().getName().endsWith("RestClientException")) {
          yield ofRestClient(cause);
        }
        // Avro throws an IOException for a truncated payload.
        yield cause instanceof IOException && !isThrownByAvro(cause) ? ofConnection(cause) : null;
      }
    };
  }

  private static DecodeFailure ofConnection(Throwable cause) {
    return new Unavailable(
        "The request to the schema registry failed ("
            + cause.getClass().getSimpleName()
            + "). Check its URL, credentials and health.");
  }

  /** Reads the response by reflection, because Confluent's client is an optional dependency. */
  private static DecodeFailure ofRestClient(Throwable cause) {
    int code = number(cause, "getErrorCode");
    // A 404 without an error code of the registry comes from another server.
    if (code == 404 || code / 100 == 404) {
      return new Malformed(MalformedReason.UNKNOWN_SCHEMA);
    }
    if (code / 100 == 422) {
      return new Malformed(MalformedReason.INCOMPATIBLE_SCHEMA);
    }
    return new Unavailable(
        "The schema registry responded with status %d, code %d. Check its URL, credentials and health."
            .formatted(number(cause, "getStatus"), code));
  }

  private static int number(Throwable target, String getter) {
    try {
      return target.getClass().getMethod(getter).invoke(target) instanceof Number number
          ? number.intValue()
          : 0;
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }

  private static boolean isThrownByAvro(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("org.apache.avro.")) {
        return true;
      }
    }
    return false;
  }
}
