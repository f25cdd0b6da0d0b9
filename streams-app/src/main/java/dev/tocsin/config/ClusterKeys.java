package dev.tocsin.config;

import dev.tocsin.naming.TopicNames;
import java.util.List;

/** Which installation this is, and what it connects to. */
public final class ClusterKeys {

  public static final String APPLICATION_ID = "application.id";
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  public static final String AVRO_SERDE = "avro.serde";

  /** The serde that comes with Tocsin. */
  static final String OWN_SERDE = "dev.tocsin.serde.AvroSerde";

  public static final String TOPIC_PREFIX = "topic.prefix";
  public static final String PROVIDERS = "providers";
  public static final String PARTITIONS = "partitions";

  static final String SERVER = "[^\\s,:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}";
  private static final String NAME = "[a-zA-Z0-9._-]+";

  private ClusterKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            APPLICATION_ID,
            "tocsin",
            Check.text("1 to 100 of letters, digits, '.', '_' and '-'", ClusterKeys::isName),
            """
            Names this installation: its consumer group, its internal topics, its transactions and \
            its state. Instances that share it share the work. Another name starts from nothing.""")
        .list(
            BOOTSTRAP_SERVERS,
            List.of("localhost:9092"),
            Check.each("host:port, several separated by commas", s -> s.matches(SERVER)),
            "Kafka brokers to ask first.")
        .list(
            SCHEMA_REGISTRY_URL,
            List.of("http://localhost:8081"),
            Check.each(
                "an http or https address, several separated by commas",
                s -> s.matches("(https?|mock)://\\S+")),
            """
            Schema registry that speaks Confluent's REST API. An answer is waited for for 3 s \
            (`schema.registry.http.read.timeout.ms`), twice at most; records that need it are then \
            set aside until it is back.""")
        .text(
            AVRO_SERDE,
            OWN_SERDE,
            Check.text("the name of a class", s -> s.matches("[\\w$.]+")),
            """
            Class of the Serde that reads and writes the contracts. It is configured with \
            `schema.registry.*` as written and with what follows `avro.`; Confluent's \
            `io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde` fits when it is on the \
            class path.""")
        .text(
            TOPIC_PREFIX,
            "",
            Check.text(
                "up to 100 of letters, digits, '.', '_' and '-'", s -> s.isEmpty() || isName(s)),
            "Put before every topic name as it is, for example `test.`.")
        .list(
            PROVIDERS,
            List.of("duo"),
            Check.each(
                "names of 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or digit,"
                    + " separated by commas",
                TopicNames::isProvider),
            """
            Providers whose message logs are read, one topic each: \
            `telephony.message-log.<provider>`.""")
        .count(
            PARTITIONS,
            6,
            Check.between(1, 10_000),
            """
            Partitions of every message-log topic and of the internal topics, so also the largest \
            number of tasks. Pinned for the life of an `application.id`: compromise windows were \
            sent to the partitions that existed then.""");
  }

  private static boolean isName(String text) {
    return text.length() <= 100 && text.matches(NAME);
  }
}
