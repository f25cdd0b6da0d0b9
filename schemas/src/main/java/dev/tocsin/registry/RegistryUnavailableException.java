package dev.tocsin.registry;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The registry could not answer now: it is unreachable, overloaded (408, 429) or broken (5xx), and
 * the retries are used up. The same request may succeed later.
 */
public final class RegistryUnavailableException extends RegistryException {

  @Serial private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
