package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry rejected a schema: it violates the compatibility level of its subject (409) or is
 * invalid (422).
 */
public final class SchemaRefusedException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  SchemaRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
