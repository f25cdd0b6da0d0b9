package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry, or another server at its URL, rejected this client: wrong or missing credentials
 * (401, 403), an untrusted certificate, a URL that is not a registry's. Retries fail until the
 * operator corrects the configuration; the message describes the correction.
 */
public sealed class RegistryRejectedException extends RegistryException
    permits NotARegistryException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryRejectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
