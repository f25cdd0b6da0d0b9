package dev.tocsin.config;

import dev.tocsin.registry.RegistryKeys;
import dev.tocsin.serde.SerdeKeys;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Every setting that Tocsin's own serde takes. Another serde has others, nobody knows which. */
final class SerdeKeyNames {

  private static final String PREFIX = "avro.";

  private SerdeKeyNames() {}

  /** What may follow {@code schema.registry.}: how to reach the registry. */
  static Map<String, ConfigKey> registry() {
    Map<String, ConfigKey> keys = new TreeMap<>(RegistryKeys.DEFINITION.configKeys());
    keys.remove(RegistryKeys.URL);
    keys.putAll(new ConfigDef().withClientSslSupport().configKeys());
    return keys;
  }

  /** What may follow {@code avro.}: how to read and write. One name starts with it by itself. */
  static Map<String, ConfigKey> serde() {
    Map<String, ConfigKey> keys = new TreeMap<>();
    SerdeKeys.DEFINITION
        .configKeys()
        .forEach(
            (name, key) ->
                keys.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, key));
    return keys;
  }
}
