package dev.tocsin.ops;

import dev.tocsin.ops.health.RegistryProbe;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the schema registry for its subjects, to see whether it is there. */
final class RegistryPing implements RegistryProbe, AutoCloseable {

  private final SchemaRegistryClient client;

  /**
   * @param registryProps what the serdes are configured with
   */
  RegistryPing(Map<String, Object> registryProps) {
    this.client = SchemaRegistryClient.open(RegistryConfig.from(registryProps));
  }

  @Override
  public @Nullable String problem() {
    try {
      client.subjects();
      return null;
    } catch (RegistryException e) {
      // Told as the middle of a sentence.
      return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
