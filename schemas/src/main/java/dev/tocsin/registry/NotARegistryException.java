package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something answered, and it is no schema registry: the address or its path is wrong. */
public final class NotARegistryException extends RegistryRejectedException {

  @Serial private static final long serialVersionUID = 1L;

  NotARegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
