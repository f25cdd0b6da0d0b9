package dev.tocsin.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Judges what all sources give and collects everything that is wrong, so that one look mends it
 * all. A value that a stronger source overrides is judged too.
 */
final class ConfigLoader {

  /** An address may carry a user and a password. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");

  private final Sources sources;
  private final References references;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Setting> accepted = new TreeMap<>();
  private final List<Given> unknown = new ArrayList<>();

  /** Keys whose value, or whose name, is wrong: nothing is concluded from them. */
  private final Set<String> wrong = new HashSet<>();

  ConfigLoader(Sources sources) {
    this.sources = sources;
    this.references = new References(sources.environment());
  }

  /**
   * Every key of Tocsin's own with its default or what was given, then what passes through.
   *
   * @throws ConfigurationException with all problems
   */
  Map<String, Setting> load() {
    SourceReader reader = new SourceReader(sources, problems);
    List<Given> all = reader.read();
    boolean foreignSerde =
        all.stream()
            .filter(given -> given.key().equals(ClusterKeys.AVRO_SERDE))
            .reduce((weaker, stronger) -> stronger)
            .filter(given -> SourceReader.isForeign(given.raw()))
            .isPresent();
    all.forEach(given -> accept(given, foreignSerde));
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (ConfigKey key : Keys.definition().configKeys().values()) {
      Setting setting = accepted.remove(key.name);
      settings.put(key.name, setting != null ? setting : defaultOf(key));
    }
    settings.putAll(accepted);
    judgeProviders(settings, reader.unknownVariables());
    throwProblems(problems);
    return settings;
  }

  /** What can only be said when it is known which providers there are. */
  private void judgeProviders(Map<String, Setting> settings, List<String> unknownVariables) {
    List<String> providers = providers(settings.get(ClusterKeys.PROVIDERS));
    for (Given given : unknown) {
      problems.add(
          "unknown key '%s' (%s)%s"
              .formatted(
                  given.key(), given.origin().describe(), KnownKeys.hint(given.key(), providers)));
    }
    unknownVariables.forEach(name -> problems.add(Variables.unknown(name, providers)));
    if (!providers.isEmpty()) {
      problems.addAll(new Feeds(providers, settings).problems(wrong));
    }
  }

  /** Those that are read; none when what was given for them is wrong. */
  private List<String> providers(@Nullable Setting setting) {
    return setting == null || setting.value() == null || wrong.contains(ClusterKeys.PROVIDERS)
        ? List.of()
        : ((List<?>)
                ConfigDef.parseType(ClusterKeys.PROVIDERS, setting.value(), ConfigDef.Type.LIST))
            .stream().map(String::valueOf).toList();
  }

  static void throwProblems(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private void accept(Given given, boolean foreignSerde) {
    String key = given.key();
    String at = " (" + given.origin().describe() + ")";
    if (!KnownKeys.isKnown(key, foreignSerde)) {
      unknown.add(given);
      wrong.add(key);
      return;
    }
    ReservedKeys.reason(key)
        .ifPresent(reason -> problems.add("key '" + key + "'" + at + " cannot be set: " + reason));
    String value;
    try {
      value = references.resolve(given.raw()).strip();
    } catch (ConfigException e) {
      problems.add("key '" + key + "'" + at + ": " + e.getMessage());
      wrong.add(key);
      return;
    }
    String shown = shown(key, given.raw());
    KnownKeys.definition(key)
        .flatMap(
            definition ->
                Values.problem(definition, value)
                    .map(expected -> expected + ", got '" + shown + "'")
                    .map(text -> text + Values.hint(definition, value)))
        .ifPresent(
            problem -> {
              problems.add("key '%s'%s: expected %s".formatted(key, at, problem));
              wrong.add(key);
            });
    accepted.put(key, new Setting(key, value, shown, given.origin()));
  }

  private static String shown(String key, String raw) {
    if (KnownKeys.isSecret(key) && !References.isOne(raw) && !raw.isEmpty()) {
      return Setting.MASK;
    }
    return USER_INFO.matcher(raw).replaceAll("//" + Matcher.quoteReplacement(Setting.MASK) + "@");
  }

  private static Setting defaultOf(ConfigKey key) {
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    return new Setting(key.name, text, text == null ? "" : text, new Origin.Default());
  }
}
