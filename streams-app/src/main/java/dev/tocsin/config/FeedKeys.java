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

/** Keys of one provider, {@code providers.NAME.*}: its format and its principals. */
final class FeedKeys {

  static final String FORMAT = "format";
  static final String ACCOUNT = "account";
  static final String ACCOUNTS = "accounts";
  static final String ZONE = "zone";
  static final String PRINCIPAL = "principal";
  static final String IMPORTER = "importer";

  /** The contract; it requires none of the other format keys. */
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
            Format of the records in the provider's topic: `avro` is the contract, the others are \
            the provider's JSON. The record key may be anything. `tocsin logs formats` describes \
            the formats.""")
        .define(
            ACCOUNT,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.Importance.MEDIUM,
            "Account of the records that do not contain one.")
        .define(
            ACCOUNTS,
            ConfigDef.Type.LIST,
            List.of(),
            Check.each("NAME=ACCOUNT, separated by commas", FeedKeys::isPair),
            ConfigDef.Importance.MEDIUM,
            """
            Maps the provider's names (a subaccount, a host, a subscriber id) to account ids.""")
        .define(
            ZONE,
            ConfigDef.Type.STRING,
            "",
            Check.text("a time zone such as UTC or Europe/Berlin", s -> s.isEmpty() || isZone(s)),
            ConfigDef.Importance.MEDIUM,
            "Time zone of times without an offset.")
        .define(
            PRINCIPAL,
            ConfigDef.Type.STRING,
            "",
            AccessKeys.PRINCIPALS,
            ConfigDef.Importance.MEDIUM,
            """
            Principals of the provider. They may write to the provider's topic and read no topic.""")
        .define(
            IMPORTER,
            ConfigDef.Type.STRING,
            "",
            AccessKeys.PRINCIPALS,
            ConfigDef.Importance.MEDIUM,
            """
            Principals that import the provider's files with `tocsin logs import --resume`, which \
            also reads the topic. Without `--resume` the provider's principal is sufficient.""");
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

  /** The provider in a key; empty when it is not a provider key. */
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

  /** The last parts of the keys, in the order of the documentation. */
  static List<String> names() {
    return List.of(FORMAT, ACCOUNT, ACCOUNTS, ZONE, PRINCIPAL, IMPORTER);
  }

  /** The definitions, in the order of the documentation. */
  static List<ConfigKey> all() {
    return names().stream()
        .map(name -> Objects.requireNonNull(DEFINITION.configKeys().get(name)))
        .toList();
  }

  /** Whether a key names principals and not the format. */
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
