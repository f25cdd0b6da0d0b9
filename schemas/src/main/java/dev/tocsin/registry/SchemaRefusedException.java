package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry did not accept a schema: it breaks the compatibility rule of its subject (409) or is
 * not valid (422).
 */
public final class SchemaRefusedException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  SchemaRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
