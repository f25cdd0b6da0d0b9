package dev.tocsin.config;

import dev.tocsin.registry.RegistryKeys;
import dev.tocsin.serde.SerdeKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Prefixes of settings that are passed unchanged to Kafka, the registry client or the serde. */
enum PassThrough {
  PRODUCER("kafka.producer.", ProducerConfig.configDef().configKeys()),
  CONSUMER("kafka.consumer.", ConsumerConfig.configDef().configKeys()),
  ADMIN("kafka.admin.", AdminClientConfig.configDef().configKeys()),
  STREAMS("kafka.streams.", StreamsKeyNames.all()),
  /** Read by interceptors, metric reporters and callback handlers; any name is valid. */
  EXTRA("kafka.extra.", Map.of()),
  /** Must follow the longer prefixes that start with it. */
  CLIENTS("kafka.", common()),
  REGISTRY("schema.registry.", registryKeys()),
  AVRO("avro.", serdeKeys());

  private final String prefix;

  @SuppressWarnings("ImmutableEnumChecker") // Private and never changed.
  private final Map<String, ConfigKey> known;

  PassThrough(String prefix, Map<String, ConfigKey> known) {
    this.prefix = prefix;
    this.known = known;
  }

  /** The longest prefix of a key; empty when the key has none. */
  static Optional<PassThrough> of(String key) {
    for (PassThrough candidate : values()) {
      if (key.startsWith(candidate.prefix) && key.length() > candidate.prefix.length()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  String prefix() {
    return prefix;
  }

  /** The key without this prefix. */
  String strip(String key) {
    return key.substring(prefix.length());
  }

  /**
   * Whether any name is valid, because the component that reads it does not publish its names.
   *
   * @param foreignSerde whether the serde is not Tocsin's
   */
  boolean open(boolean foreignSerde) {
    return this == EXTRA || (foreignSerde && (this == REGISTRY || this == AVRO));
  }

  /** The definition of a key; empty when the key is unknown. */
  Optional<ConfigKey> definition(String key) {
    return Optional.ofNullable(known.get(strip(key)));
  }

  /** All known keys, with this prefix. */
  List<String> keys() {
    return known.keySet().stream().map(name -> prefix + name).toList();
  }

  /** The settings of the registry client, without their prefix. */
  private static Map<String, ConfigKey> registryKeys() {
    Map<String, ConfigKey> keys = new TreeMap<>(RegistryKeys.DEFINITION.configKeys());
    keys.remove(RegistryKeys.URL);
    keys.putAll(new ConfigDef().withClientSslSupport().configKeys());
    return keys;
  }

  /** The settings of Tocsin's serde; the name of one starts with {@code avro.} itself. */
  private static Map<String, ConfigKey> serdeKeys() {
    Map<String, ConfigKey> keys = new TreeMap<>();
    SerdeKeys.DEFINITION
        .configKeys()
        .forEach(
            (name, key) ->
                keys.put(name.startsWith("avro.") ? name.substring("avro.".length()) : name, key));
    return keys;
  }

  private static Map<String, ConfigKey> common() {
    Map<String, ConfigKey> common =
        new TreeMap<>(new ConfigDef(ProducerConfig.configDef()).configKeys());
    Collection<String> others = ConsumerConfig.configNames();
    common.keySet().retainAll(others);
    common.keySet().retainAll(AdminClientConfig.configNames());
    return common;
  }
}
