package dev.tocsin.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** What a provider pushes and who it is: {@code providers.NAME.format} and its like. */
final class FeedKeys {

  static final String FORMAT = "format";
  static final String ACCOUNT = "account";
  static final String ACCOUNTS = "accounts";
  static final String ZONE = "zone";
  static final String PRINCIPAL = "principal";
  static final String IMPORTER = "importer";

  /** The contract, which needs none of the other keys. */
  static final String AVRO = "avro";

  private static final Pattern KEY =
      Pattern.compile("providers\\.([a-z0-9][a-z0-9_-]{0,63})\\.([a-z]+)");

  private static final ConfigDef DEFINITION = define();

  private FeedKeys() {}

  private static ConfigDef define() {
    return new ConfigDef()
        .define(
            FORMAT,
            ConfigDef.Type.STRING,
            AVRO,
            Check.oneOf(formats()),
            ConfigDef.Importance.MEDIUM,
            """
            What the provider pushes into its topic: the contract in Avro, or JSON of its own, \
            with any key. `tocsin logs formats` describes them.""")
        .define(
            ACCOUNT,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.Importance.MEDIUM,
            "Account of the records that do not say whose they are.")
        .define(
            ACCOUNTS,
            ConfigDef.Type.LIST,
            List.of(),
            Check.each("NAME=ACCOUNT, several separated by commas", FeedKeys::isPair),
            ConfigDef.Importance.MEDIUM,
            """
            Accounts by the provider's own names of them: a child account, a host, a subscriber \
            id.""")
        .define(
            ZONE,
            ConfigDef.Type.STRING,
            "",
            Check.text("a zone such as UTC or Europe/Berlin", s -> s.isEmpty() || isZone(s)),
            ConfigDef.Importance.MEDIUM,
            "Zone of the format's times that have no offset.")
        .define(
            PRINCIPAL,
            ConfigDef.Type.STRING,
            "",
            AccessKeys.PRINCIPALS,
            ConfigDef.Importance.MEDIUM,
            """
            Who the provider is to the brokers. It may write to its own topic, and read none.""")
        .define(
            IMPORTER,
            ConfigDef.Type.STRING,
            "",
            AccessKeys.PRINCIPALS,
            ConfigDef.Importance.MEDIUM,
            """
            Who imports the provider's files with `tocsin logs import --resume`, which needs to \
            read the topic too. Without `--resume` the provider's own principal is enough.""");
  }

  private static String[] formats() {
    return Stream.concat(
            Stream.of(AVRO), ProviderFormat.installed().stream().map(ProviderFormat::id))
        .toArray(String[]::new);
  }

  /** The key of a provider. */
  static String key(String provider, String name) {
    return "providers." + provider + "." + name;
  }

  /** The provider that a key is of; empty when it is no such key. */
  static Optional<String> provider(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() && DEFINITION.names().contains(matcher.group(2))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  static Optional<ConfigKey> definition(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? Optional.ofNullable(DEFINITION.configKeys().get(matcher.group(2)))
        : Optional.empty();
  }

  /** What may stand behind the provider, in the order of the documentation. */
  static List<String> names() {
    return List.of(FORMAT, ACCOUNT, ACCOUNTS, ZONE, PRINCIPAL, IMPORTER);
  }

  /** All of them, in the order of the documentation. */
  static List<ConfigKey> all() {
    return names().stream()
        .map(name -> Objects.requireNonNull(DEFINITION.configKeys().get(name)))
        .toList();
  }

  /** Whether a key says who the provider is, and not what it pushes. */
  static boolean isIdentity(String key) {
    return key.endsWith("." + PRINCIPAL) || key.endsWith("." + IMPORTER);
  }

  static boolean isPair(String pair) {
    int equals = pair.indexOf('=');
    return equals > 0
        && !pair.substring(0, equals).isBlank()
        && !pair.substring(equals + 1).isBlank();
  }

  static Map.Entry<String, String> pair(String pair) {
    int equals = pair.indexOf('=');
    return Map.entry(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
  }

  private static boolean isZone(String zone) {
    try {
      return ZoneId.of(zone).getRules() != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
