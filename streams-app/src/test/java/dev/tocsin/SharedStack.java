package dev.tocsin;

import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import org.jspecify.annotations.Nullable;

/**
 * Brokers and registries that all tests of one JVM share: each test class has topics of its own,
 * told apart by a prefix. A test that stops a broker starts a stack of its own.
 *
 * <p>A stack is closed by its shutdown hook after the last test class.
 */
public final class SharedStack {

  private static @Nullable LocalStack plain;
  private static @Nullable LocalStack secured;

  private SharedStack() {}

  /** A stack without authentication. */
  public static synchronized LocalStack plain() {
    if (plain == null) {
      plain = LocalStack.start(LocalStackSettings.defaults());
    }
    return plain;
  }

  /** A stack with TLS, authentication and an authorizer. */
  public static synchronized LocalStack secured() {
    if (secured == null) {
      secured = LocalStack.start(LocalStackSettings.builder().secured(true).build());
    }
    return secured;
  }
}
