package dev.tocsin.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All known keys, their environment variables, and which of them are secret. */
public final class KnownKeys {

  /** The prefix of every variable that sets a key. */
  public static final String VARIABLE_PREFIX = "TOCSIN_";

  private static final Pattern SECRET_NAME =
      Pattern.compile("password|secret|user\\.info|userinfo|jaas|passphrase|api[._-]?key");
  private static final Pattern OPEN_SECRET_NAME = Pattern.compile("token|credential|\\.key$");
  private static final List<String> ALL = collect();
  private static final Map<String, String> BY_VARIABLE = byVariable();

  private KnownKeys() {}

  /** The definition of one of Tocsin's keys or of a pass-through key. */
  static Optional<ConfigKey> definition(String key) {
    ConfigKey own = Keys.definition().configKeys().get(key);
    return own != null
        ? Optional.of(own)
        : FeedKeys.definition(key)
            .or(() -> PassThrough.of(key).flatMap(scope -> scope.definition(key)));
  }

  static boolean isKnown(String key, boolean foreignSerde) {
    return definition(key).isPresent()
        || PassThrough.of(key).filter(scope -> scope.open(foreignSerde)).isPresent();
  }

  /** Whether the value of a key must be masked. */
  static boolean isSecret(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return SECRET_NAME.matcher(name).find()
        || definition(key)
            .map(def -> def.type == ConfigDef.Type.PASSWORD)
            .orElseGet(() -> OPEN_SECRET_NAME.matcher(name).find());
  }

  /** The variable that sets a key: {@code TOCSIN_}, upper case, dots and dashes as underscores. */
  public static String variable(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The key that a variable sets; under an open prefix each underscore is a dot. */
  static Optional<String> ofVariable(String variable, boolean foreignSerde) {
    String key = BY_VARIABLE.get(variable);
    if (key != null) {
      return Optional.of(key);
    }
    return Optional.of(dotted(variable)).filter(k -> isKnown(k, foreignSerde));
  }

  /** The key of a variable when the key contains neither dashes nor underscores. */
  static String dotted(String variable) {
    return variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /**
   * {@code ; did you mean 'x'?}, or nothing when no key is close.
   *
   * @param providers the configured providers
   */
  static String hint(String name, List<String> providers) {
    return new FeedHints(providers).forKey(name).orElseGet(() -> hint(name));
  }

  private static String hint(String name) {
    Optional<String> near = Nearest.of(name, ALL);
    Optional<String> ending = endingWith(name);
    // A single word is probably misspelled; a dotted name may lack its prefix.
    Optional<String> meant = name.indexOf('.') < 0 ? near.or(() -> ending) : ending.or(() -> near);
    return meant.map(key -> "; did you mean '" + key + "'?").orElse("");
  }

  private static Optional<String> endingWith(String name) {
    String end = "." + (name.startsWith("kafka.") ? name.substring("kafka.".length()) : name);
    return ALL.stream()
        .filter(key -> key.endsWith(end))
        .min(Comparator.comparingInt(String::length));
  }

  /** Tocsin's keys and the known pass-through keys with their prefix. */
  static List<String> all() {
    return ALL;
  }

  private static List<String> collect() {
    List<String> all = new ArrayList<>(Keys.definition().names());
    for (PassThrough scope : PassThrough.values()) {
      all.addAll(scope.keys());
    }
    return List.copyOf(all);
  }

  private static Map<String, String> byVariable() {
    Map<String, String> byVariable = new HashMap<>();
    for (String key : ALL) {
      byVariable.putIfAbsent(variable(key), key);
    }
    return Map.copyOf(byVariable);
  }
}
