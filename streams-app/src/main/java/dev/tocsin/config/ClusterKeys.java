package dev.tocsin.config;

import dev.tocsin.naming.TopicNames;
import java.util.List;

/** Keys of the installation, the brokers, the registry and the serde. */
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

  private static final String PORT =
      ":(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})";

  static final String SERVER = "([^\\s,:]+|\\[[0-9a-fA-F:.]+])" + PORT;
  private static final String NAME = "[a-zA-Z0-9._-]+";

  private ClusterKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            APPLICATION_ID,
            "tocsin",
            Check.text(
                "1 to 100 characters of letters, digits, '.', '_' and '-'", ClusterKeys::isName),
            """
            Name of this installation: its consumer group and state, and the prefix of its internal \
            topics and transactional ids. Instances with the same id share the work. A new id starts \
            without state.""")
        .list(
            BOOTSTRAP_SERVERS,
            List.of("localhost:9092"),
            Check.each(
                "host:port with ports from 1 to 65535, separated by commas",
                s -> s.matches(SERVER)),
            "Kafka brokers for the initial connection.")
        .list(
            SCHEMA_REGISTRY_URL,
            List.of("http://localhost:8081"),
            Check.each(
                "http or https URLs, separated by commas", s -> s.matches("(https?|mock)://\\S+")),
            """
            URL of a schema registry with Confluent's REST API. A request times out after 3 s \
            (`schema.registry.http.read.timeout.ms`) and is retried once. Records that need a schema \
            are parked while the registry is unavailable.""")
        .text(
            AVRO_SERDE,
            OWN_SERDE,
            Check.text("the name of a class", s -> s.matches("[\\w$.]+")),
            """
            Class of the Serde that reads and writes the contracts. It is configured with the \
            `schema.registry.*` keys and with the `avro.*` keys without that prefix. Confluent's \
            `io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde` works when it is on the class \
            path.""")
        .text(
            TOPIC_PREFIX,
            "",
            Check.text(
                "up to 100 characters of letters, digits, '.', '_' and '-'",
                s -> s.isEmpty() || isName(s)),
            "Prefix of every topic name, for example `test.`.")
        .list(
            PROVIDERS,
            List.of("duo"),
            Check.each(
                "names of 1 to 64 characters of a-z, 0-9, '-' and '_', starting with a letter or"
                    + " digit, separated by commas",
                TopicNames::isProvider),
            """
            Providers whose message logs are read. Each has a topic: \
            `telephony.message-log.<provider>`.""")
        .count(
            PARTITIONS,
            6,
            Check.between(1, 10_000),
            """
            Number of partitions of every message-log topic and of the internal topics, and so the \
            maximum number of tasks of a stage. It cannot change for an existing `application.id`: \
            compromise windows were sent to the partitions that existed at the time.""");
  }

  private static boolean isName(String text) {
    return text.length() <= 100 && text.matches(NAME);
  }
}
