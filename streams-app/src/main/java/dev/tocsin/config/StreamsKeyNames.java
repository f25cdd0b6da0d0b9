package dev.tocsin.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The names of all Kafka Streams settings, including those of its clients and internal topics. */
final class StreamsKeyNames {

  private static final List<String> CONSUMERS =
      List.of(
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX);

  /** Prefixes of settings that Kafka Streams passes to its clients. */
  static final List<String> CLIENT_PREFIXES =
      List.of(
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX,
          StreamsConfig.ADMIN_CLIENT_PREFIX);

  private StreamsKeyNames() {}

  static Map<String, ConfigKey> all() {
    Map<String, ConfigKey> all = new TreeMap<>(StreamsConfig.configDef().configKeys());
    for (String prefix : CONSUMERS) {
      ConsumerConfig.configDef().configKeys().forEach((name, key) -> all.put(prefix + name, key));
    }
    ProducerConfig.configDef()
        .configKeys()
        .forEach((name, key) -> all.put(StreamsConfig.PRODUCER_PREFIX + name, key));
    AdminClientConfig.configDef()
        .configKeys()
        .forEach((name, key) -> all.put(StreamsConfig.ADMIN_CLIENT_PREFIX + name, key));
    topicKeys().forEach((name, key) -> all.put(StreamsConfig.TOPIC_PREFIX + name, key));
    return all;
  }

  /** Kafka's clients have the names of topic settings as constants, without their types. */
  private static Map<String, ConfigKey> topicKeys() {
    ConfigDef topics = new ConfigDef();
    for (Field field : TopicConfig.class.getFields()) {
      if (field.getName().endsWith("_CONFIG") && Modifier.isStatic(field.getModifiers())) {
        topics.define(constant(field), ConfigDef.Type.STRING, "", Importance.LOW, "");
      }
    }
    return topics.configKeys();
  }

  private static String constant(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("public constants can be read", e);
    }
  }
}
