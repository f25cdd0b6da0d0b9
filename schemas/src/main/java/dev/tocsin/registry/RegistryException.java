package dev.tocsin.registry;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A request to the schema registry failed. The message names the request and the registry, never
 * credentials.
 */
public abstract sealed class RegistryException extends SerializationException
    permits RegistryUnavailableException,
        RegistryRejectedException,
        RegistryNotFoundException,
        SchemaRefusedException,
        UnusableSchemaException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
