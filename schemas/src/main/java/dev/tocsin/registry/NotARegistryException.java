package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server that responded is not a schema registry: host or path of the URL is wrong. */
public final class NotARegistryException extends RegistryRejectedException {

  @Serial private static final long serialVersionUID = 1L;

  NotARegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
