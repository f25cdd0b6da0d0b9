package dev.tocsin.serde;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The subject of a topic's schema in the registry. */
public enum SubjectNameStrategy {
  /** {@code <topic>-key} or {@code <topic>-value}. */
  TOPIC("TopicNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return topic + (isKey ? "-key" : "-value");
    }
  },
  /** The record's full name: one subject for all topics with the record type. */
  RECORD("RecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return recordName;
    }
  },
  /** {@code <topic>-<full name>}: several record types in one topic. */
  TOPIC_RECORD("TopicRecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, String recordName) {
      return topic + "-" + recordName;
    }
  };

  private final String className;

  SubjectNameStrategy(String className) {
    this.className = className;
  }

  /**
   * The subject.
   *
   * @param topic the topic's name
   * @param isKey whether the schema is that of the record key
   * @param recordName the schema's full name
   */
  public abstract String subject(String topic, boolean isKey, String recordName);

  /**
   * The strategy for record values in a serde's configuration.
   *
   * @param configs the serde's configuration
   * @throws ConfigException when the strategy is unknown
   */
  public static SubjectNameStrategy ofValues(Map<String, ?> configs) {
    return of(SerdeKeys.VALUE_SUBJECT, new AbstractConfig(SerdeKeys.DEFINITION, configs, false));
  }

  /** The strategy in a key of a serde's configuration. */
  static SubjectNameStrategy of(String key, AbstractConfig values) {
    return parse(key, values.getString(key));
  }

  /**
   * Finds a strategy by Confluent's class name, with or without its package.
   *
   * @param key the configuration key, for the message
   * @param name for example {@code TopicNameStrategy}
   * @throws ConfigException when the strategy is unknown
   */
  private static SubjectNameStrategy parse(String key, String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(strategy -> strategy.className.equals(simple))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    key,
                    name,
                    "use "
                        + String.join(
                            ", ", Arrays.stream(values()).map(s -> s.className).toList())));
  }
}
