package dev.tocsin.ops.health;

import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests the subjects of the schema registry to see whether it answers. */
public final class RegistryProbe implements AutoCloseable {

  private final SchemaRegistryClient client;

  /**
   * @param registryProps configuration of the serdes
   */
  public RegistryProbe(Map<String, Object> registryProps) {
    this.client = SchemaRegistryClient.open(RegistryConfig.from(registryProps));
  }

  /** Why the registry is unavailable, without secrets; null when it answers. Bounded in time. */
  @Nullable String problem() {
    try {
      client.subjects();
      return null;
    } catch (RegistryException e) {
      // Readiness continues the sentence.
      return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
