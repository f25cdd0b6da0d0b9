package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The registry has the schema, but it is not an Avro schema that this client can read. */
public final class UnusableSchemaException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  UnusableSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
