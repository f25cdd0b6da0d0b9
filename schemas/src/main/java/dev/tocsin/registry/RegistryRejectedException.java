package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry, or what answers in its place, turned this client away: wrong or missing credentials
 * (401, 403), a refused certificate, an address that is not a registry's. Repeating the request
 * changes nothing until somebody mends the configuration; the message says how.
 */
public sealed class RegistryRejectedException extends RegistryException
    permits NotARegistryException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryRejectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
