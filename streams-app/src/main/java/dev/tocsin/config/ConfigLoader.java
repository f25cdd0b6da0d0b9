package dev.tocsin.config;

import dev.tocsin.config.SourceReader.RawSetting;
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
 * Validates the values of all sources and collects every problem, so that all can be fixed at once.
 * A value that another source overrides is validated too.
 */
final class ConfigLoader {

  /** A URL may contain a user and a password. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");

  private final Sources sources;
  private final References references;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Setting> accepted = new TreeMap<>();
  private final List<RawSetting> unknown = new ArrayList<>();

  /** Keys with an invalid name or value: problems that follow from them are not reported. */
  private final Set<String> wrong = new HashSet<>();

  ConfigLoader(Sources sources) {
    this.sources = sources;
    this.references = new References(sources.environment());
  }

  /**
   * All of Tocsin's keys with their value or default, then the pass-through keys that are set.
   *
   * @throws ConfigurationException with all problems
   */
  Map<String, Setting> load() {
    SourceReader reader = new SourceReader(sources, problems);
    List<RawSetting> all = reader.read();
    boolean foreignSerde =
        all.stream()
            .filter(setting -> setting.key().equals(ClusterKeys.AVRO_SERDE))
            .reduce((first, second) -> second)
            .filter(setting -> SourceReader.isForeign(setting.raw()))
            .isPresent();
    all.forEach(setting -> accept(setting, foreignSerde));
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (ConfigKey key : Keys.definition().configKeys().values()) {
      Setting setting = accepted.remove(key.name);
      settings.put(key.name, setting != null ? setting : defaultOf(key));
    }
    settings.putAll(accepted);
    validateProviders(settings, reader.unknownVariables());
    throwProblems(problems);
    return settings;
  }

  /** Reports the problems whose hints depend on the configured providers. */
  private void validateProviders(Map<String, Setting> settings, List<String> unknownVariables) {
    List<String> providers = providers(settings.get(ClusterKeys.PROVIDERS));
    for (RawSetting setting : unknown) {
      problems.add(
          "unknown key '%s' (%s)%s"
              .formatted(
                  setting.key(),
                  setting.origin().describe(),
                  KnownKeys.hint(setting.key(), providers)));
    }
    unknownVariables.forEach(name -> problems.add(Variables.unknown(name, providers)));
    if (!providers.isEmpty()) {
      problems.addAll(new Feeds(providers, settings).problems(wrong));
    }
  }

  /** The configured providers; none when {@code providers} is invalid. */
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

  private void accept(RawSetting setting, boolean foreignSerde) {
    String key = setting.key();
    String at = " (" + setting.origin().describe() + ")";
    if (!KnownKeys.isKnown(key, foreignSerde)) {
      unknown.add(setting);
      wrong.add(key);
      return;
    }
    ReservedKeys.reason(key)
        .ifPresent(reason -> problems.add("key '" + key + "'" + at + " cannot be set: " + reason));
    String value;
    try {
      value = references.resolve(setting.raw()).strip();
    } catch (ConfigException e) {
      problems.add("key '" + key + "'" + at + ": " + e.getMessage());
      wrong.add(key);
      return;
    }
    String shown = shown(key, setting.raw());
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
    accepted.put(key, new Setting(key, value, shown, setting.origin()));
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
