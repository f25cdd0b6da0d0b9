package dev.tocsin.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes docs/configuration.md from the definition of the keys. */
public final class ConfigDocs {

  private static final String INTRO =
      """
      # Configuration

      <!-- Generated: `mvn test -Dtocsin.docs.write=true` writes it, a test compares it. -->

      A value comes from the first of these that has one:

      1. the command line: `-c KEY=VALUE`, `--bootstrap-servers`, `--registry-url`;
      2. the environment: `TOCSIN_` and the key in upper case, with dots and dashes as underscores: \
      `history.horizon` is `TOCSIN_HISTORY_HORIZON`;
      3. the file: Java properties in UTF-8, named by `--config` or `TOCSIN_CONFIG`, else \
      `tocsin.properties` in the working directory when it is there;
      4. the default.

      `tocsin config show` prints every value with its source. A key that nobody knows, a value \
      that does not fit and keys that contradict each other are refused, all at once, each with the \
      place where it stands.

      Durations are written `100ms`, `30s`, `5m`, `12h`, `400d`, or in ISO-8601 (`PT1H30M`). Lists \
      are separated by commas.

      ## Secrets

      A value may stand elsewhere, so that neither file nor environment has to hold it:

      | Reference | Value |
      |---|---|
      | `${directory:/run/secrets:name}` | content of the file `/run/secrets/name` |
      | `${file:/etc/tocsin/secret.properties:key}` | `key` of a properties file |
      | `${env:NAME}` | an environment variable |

      These are the names of Kafka's own configuration providers. White space around the value is \
      dropped. Passwords, and every key whose name says that it holds a secret, are shown as \
      `[hidden]` wherever Tocsin shows configuration.

      ## Settings of Kafka and of the serde

      What stands under these prefixes reaches its reader unchanged:

      | Prefix | Reader |
      |---|---|
      | `kafka.` | every client, for settings that all of them have: `kafka.security.protocol=SSL` |
      | `kafka.producer.` | producers |
      | `kafka.consumer.` | consumers |
      | `kafka.admin.` | admin clients |
      | `kafka.streams.` | Kafka Streams, with its own prefixes behind: `kafka.streams.main.consumer.fetch.min.bytes` |
      | `kafka.extra.` | every client, unchecked: for interceptors, metric reporters and login handlers |
      | `schema.registry.` | the serde, with the prefix: `schema.registry.basic.auth.user.info` |
      | `avro.` | the serde, without the prefix: `avro.auto.register.schemas=false` |

      Names are checked against those that this version of Kafka knows, and against those of \
      Tocsin's own serde where that is the one in use. Settings that exactly-once delivery depends \
      on cannot be changed.

      The environment sets them too: `TOCSIN_KAFKA_SECURITY_PROTOCOL`, \
      `TOCSIN_KAFKA_PRODUCER_LINGER_MS`. Under `kafka.extra.`, where names are free, an underscore \
      stands for a dot.
      """;

  private ConfigDocs() {}

  /**
   * The whole page.
   *
   * @param streamsProps what Kafka Streams is given with all keys at their defaults
   */
  public static String markdown(Map<String, Object> streamsProps) {
    StringBuilder page = new StringBuilder(INTRO);
    String section = "";
    for (String name : Keys.names()) {
      ConfigKey key = Keys.definition().configKeys().get(name);
      if (key == null) {
        throw new IllegalStateException("listed but not defined: " + name);
      }
      if (!key.group.equals(section)) {
        section = key.group;
        page.append("\n## ").append(section).append('\n');
      }
      page.append(entry(key));
    }
    return page.append(feeds()).append(variables()).append(streams(streamsProps)).toString();
  }

  private static String entry(ConfigKey key) {
    String shown = ConfigDef.convertToString(key.defaultValue, key.type);
    return """

        ### `%s`

        %s

        - Default: %s
        - Takes: %s
        - Environment: `%s`
        """
        .formatted(
            key.name,
            key.documentation,
            shown == null || shown.isEmpty() ? "empty" : "`" + shown + "`",
            Values.expected(key),
            KnownKeys.variable(key.name));
  }

  private static String feeds() {
    StringBuilder section =
        new StringBuilder(
            """

            ## What a provider pushes, and who it is

            Keys of one provider have its name in them. A provider that does not push the \
            contract but JSON of its own is told by its format. Messages and calls become message logs as they are read; what \
            was said in them is dropped and counted \
            (`tocsin_content_fields_dropped_total`), and taken out of dead letters. In the \
            environment only names without '-' and '_' can be spelled.
            """);
    for (ConfigKey key : FeedKeys.all()) {
      String shown = ConfigDef.convertToString(key.defaultValue, key.type);
      section.append(
          """

          ### `providers.<provider>.%s`

          %s

          - Default: %s
          - Takes: %s
          """
              .formatted(
                  key.name,
                  key.documentation,
                  shown == null || shown.isEmpty() ? "empty" : "`" + shown + "`",
                  Values.expected(key)));
    }
    return section.toString();
  }

  private static String variables() {
    StringBuilder table =
        new StringBuilder(
            """

            ## Variables that are no keys

            | Variable | For |
            |---|---|
            """);
    new TreeMap<>(Variables.others())
        .forEach((name, use) -> table.append("| `%s` | %s |\n".formatted(name, use)));
    return table
        .append(
            """

            Any other variable that starts with `TOCSIN_` is refused, except those that Kubernetes \
            makes up for a service named `tocsin`. A service named `tocsin-http` would set \
            `TOCSIN_HTTP_PORT`: set `enableServiceLinks: false` in the pod.
            """)
        .toString();
  }

  /** What Kafka Streams is started with where nobody says otherwise. */
  private static String streams(Map<String, Object> streamsProps) {
    StringBuilder table =
        new StringBuilder(
            """

            ## What Tocsin tells Kafka Streams

            With all keys at their defaults. `kafka.streams.`, `kafka.producer.`, \
            `kafka.consumer.` and `kafka.admin.` change what is not tied to a key above.

            | Setting | Value |
            |---|---|
            """);
    Map<String, Object> props = new TreeMap<>(streamsProps);
    props.remove("state.dir");
    props.forEach(
        (name, value) ->
            table.append(String.format(Locale.ROOT, "| `%s` | `%s` |\n", name, value)));
    return table.toString();
  }
}
