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

      Sources, in order of precedence:

      1. The command line: `-c KEY=VALUE`, `--bootstrap-servers`, `--registry-url`.
      2. The environment: `TOCSIN_` and the key in upper case, with dots and dashes as underscores. \
      `history.horizon` is `TOCSIN_HISTORY_HORIZON`.
      3. The configuration file, Java properties in UTF-8: the path in `--config` or \
      `TOCSIN_CONFIG`, else `tocsin.properties` in the working directory if it exists.
      4. The default.

      `tocsin config show` prints every value with its source. Unknown keys, invalid values and \
      keys that contradict each other are errors. Tocsin reports all of them at once, each with its \
      source.

      Durations: `100ms`, `30s`, `5m`, `12h`, `400d`, or ISO-8601 (`PT1H30M`). Lists are separated \
      by commas.

      ## Secrets

      A value may be a reference, so that neither the file nor the environment contains the secret:

      | Reference | Value |
      |---|---|
      | `${directory:/run/secrets:name}` | content of the file `/run/secrets/name` |
      | `${file:/etc/tocsin/secret.properties:key}` | `key` of a properties file |
      | `${env:NAME}` | an environment variable |

      The syntax is that of Kafka's configuration providers. White space around the value is \
      removed. Passwords, and every key whose name indicates a secret, are displayed as `[hidden]`.

      ## Settings of Kafka and of the serde

      Settings with these prefixes are passed on unchanged:

      | Prefix | Passed to |
      |---|---|
      | `kafka.` | every client, for settings that all clients have: `kafka.security.protocol=SSL` |
      | `kafka.producer.` | producers |
      | `kafka.consumer.` | consumers |
      | `kafka.admin.` | admin clients |
      | `kafka.streams.` | Kafka Streams, also with its own prefixes: `kafka.streams.main.consumer.fetch.min.bytes` |
      | `kafka.extra.` | every client, without validation: for interceptors, metric reporters and login handlers |
      | `schema.registry.` | the serde, with the prefix: `schema.registry.basic.auth.user.info` |
      | `avro.` | the serde, without the prefix: `avro.auto.register.schemas=false` |

      The names must be known to this version of Kafka or, under `schema.registry.` and `avro.`, to \
      Tocsin's serde unless `avro.serde` names another. Settings on which exactly-once processing \
      depends cannot be changed.

      Environment variables set them too: `TOCSIN_KAFKA_SECURITY_PROTOCOL`, \
      `TOCSIN_KAFKA_PRODUCER_LINGER_MS`. Under `kafka.extra.`, where any name is valid, each \
      underscore is a dot.
      """;

  private ConfigDocs() {}

  /**
   * The whole page.
   *
   * @param streamsProps the properties of Kafka Streams with all keys at their defaults
   */
  public static String markdown(Map<String, Object> streamsProps) {
    StringBuilder page = new StringBuilder(INTRO);
    String section = "";
    for (String name : Keys.names()) {
      ConfigKey key = Keys.definition().configKeys().get(name);
      if (key == null) {
        throw new IllegalStateException("no definition of key '" + name + "'");
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
        - Values: %s
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

            ## Providers

            These keys contain the name of a provider. Set `format` for a provider that writes JSON \
            of its own instead of the contract. The content of messages and calls is dropped when a \
            record is read and counted (`tocsin_content_fields_dropped_total`), and removed from \
            dead letters. Environment variables can set these keys only for providers without '-' and \
            '_' in their names.
            """);
    for (ConfigKey key : FeedKeys.all()) {
      String shown = ConfigDef.convertToString(key.defaultValue, key.type);
      section.append(
          """

          ### `providers.<provider>.%s`

          %s

          - Default: %s
          - Values: %s
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

            ## Other environment variables

            | Variable | Purpose |
            |---|---|
            """);
    new TreeMap<>(Variables.others())
        .forEach((name, use) -> table.append("| `%s` | %s |\n".formatted(name, use)));
    return table
        .append(
            """

            Any other variable that starts with `TOCSIN_` is an error, except those that Kubernetes \
            sets for a service named `tocsin`. A service named `tocsin-http` would set \
            `TOCSIN_HTTP_PORT`: set `enableServiceLinks: false` in the pod.
            """)
        .toString();
  }

  /** The properties of Kafka Streams with all keys at their defaults. */
  private static String streams(Map<String, Object> streamsProps) {
    StringBuilder table =
        new StringBuilder(
            """

            ## Properties of Kafka Streams

            The properties with all keys at their defaults. Change those that no key above sets with \
            `kafka.streams.`, `kafka.producer.`, `kafka.consumer.` and `kafka.admin.`.

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
