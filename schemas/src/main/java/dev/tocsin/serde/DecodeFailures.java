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
 * Tells poison from an outage, for this package's deserializer and for others that read the same
 * wire format. The distinction matters: to set a record aside because the registry is down loses
 * it, and to wait for a record that is broken stops the partition for good.
 */
public final class DecodeFailures {

  private static final int MAX_CAUSES = 16;

  private DecodeFailures() {}

  /**
   * Classifies what a deserializer threw. What is known to come from the registry or the way to it
   * is {@link DecodeFailure.Unavailable}; all else is {@link DecodeFailure.Malformed}.
   *
   * @param failure the exception
   */
  public static DecodeFailure classify(RuntimeException failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
      DecodeFailure known = classifyOne(cause);
      if (known != null) {
        return known;
      }
    }
    return new DecodeFailure.Malformed(MalformedReason.MALFORMED_PAYLOAD);
  }

  private static @Nullable DecodeFailure classifyOne(Throwable cause) {
    return switch (cause) {
      case MalformedRecordException e -> new DecodeFailure.Malformed(e.reason());
      case RegistryNotFoundException e ->
          new DecodeFailure.Malformed(MalformedReason.UNKNOWN_SCHEMA);
      case UnusableSchemaException e ->
          new DecodeFailure.Malformed(MalformedReason.INCOMPATIBLE_SCHEMA);
      case RegistryException e -> new DecodeFailure.Unavailable(String.valueOf(e.getMessage()));
      // How Confluent's deserializer reports refused credentials, other 4xx answers and
      // timeouts; an unknown schema id comes as a RestClientException.
      case InvalidConfigurationException e -> foreign(e);
      case RetriableException e -> foreign(e);
      case InterruptException e -> foreign(e);
      default -> {
        if (cause.getClass().getName().endsWith("RestClientException")) {
          yield ForeignRestError.classify(cause);
        }
        // A truncated payload is an IOException too, but one that Avro's decoder raises.
        yield cause instanceof IOException && !raisedByAvro(cause) ? foreign(cause) : null;
      }
    };
  }

  private static DecodeFailure foreign(Throwable cause) {
    return new DecodeFailure.Unavailable(
        "The schema registry could not be asked ("
            + cause.getClass().getSimpleName()
            + "): check its address, credentials and health.");
  }

  private static boolean raisedByAvro(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("org.apache.avro.")) {
        return true;
      }
    }
    return false;
  }
}
