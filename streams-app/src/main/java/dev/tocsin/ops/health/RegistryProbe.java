package dev.tocsin.ops.health;

import org.jspecify.annotations.Nullable;

/** Asks the schema registry whether it is there. */
@FunctionalInterface
public interface RegistryProbe {

  /** Why it is away, without secrets; null when it answered. Bounded in time. */
  @Nullable String problem();
}
