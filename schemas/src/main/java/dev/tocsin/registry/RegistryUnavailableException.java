package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry is unavailable: unreachable, overloaded (408, 429) or failing (5xx), and all retries
 * failed. The same request may succeed later.
 */
public final class RegistryUnavailableException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
