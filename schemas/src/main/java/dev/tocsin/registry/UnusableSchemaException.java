package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The schema in the registry is not a valid Avro schema. */
public final class UnusableSchemaException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  UnusableSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
