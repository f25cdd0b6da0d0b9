package dev.tocsin.config;

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

/** Prefixes under which settings of others reach them unchanged. */
enum PassThrough {
  PRODUCER("kafka.producer.", ProducerConfig.configDef().configKeys()),
  CONSUMER("kafka.consumer.", ConsumerConfig.configDef().configKeys()),
  ADMIN("kafka.admin.", AdminClientConfig.configDef().configKeys()),
  STREAMS("kafka.streams.", StreamsKeyNames.all()),
  /** Read by interceptors, metric reporters and callback handlers: nobody knows their names. */
  EXTRA("kafka.extra.", Map.of()),
  /** Must stay behind the longer prefixes that it is the start of. */
  CLIENTS("kafka.", common()),
  REGISTRY("schema.registry.", SerdeKeyNames.registry()),
  AVRO("avro.", SerdeKeyNames.serde());

  private final String prefix;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody outside gets hold of it.
  private final Map<String, ConfigKey> known;

  PassThrough(String prefix, Map<String, ConfigKey> known) {
    this.prefix = prefix;
    this.known = known;
  }

  /** The prefix that a key stands under, the longest one. */
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

  /** The key as its reader knows it. */
  String strip(String key) {
    return key.substring(prefix.length());
  }

  /**
   * Whether any key goes, because only its reader knows the names.
   *
   * @param foreignSerde whether the serde is not Tocsin's own
   */
  boolean open(boolean foreignSerde) {
    return this == EXTRA || (foreignSerde && (this == REGISTRY || this == AVRO));
  }

  /** The definition that a key's reader has of it. */
  Optional<ConfigKey> definition(String key) {
    return Optional.ofNullable(known.get(strip(key)));
  }

  /** All keys under this prefix, with it; empty when they are not known. */
  List<String> keys() {
    return known.keySet().stream().map(name -> prefix + name).toList();
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
