package dev.tocsin.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all sources, strongest last, and collects everything that is wrong, so that one look
 * mends it all. A key that is overridden is checked too.
 */
final class ConfigLoader {

  static final String DEFAULT_FILE = "tocsin.properties";

  /** An address may carry a user and a password. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");

  private final Sources sources;
  private final References references;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Setting> given = new TreeMap<>();

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
    readFile();
    readEnvironment();
    sources
        .flags()
        .forEach((key, flag) -> accept(key, flag.value(), new Origin.Flag(flag.option())));
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (ConfigKey key : Keys.definition().configKeys().values()) {
      Setting setting = given.remove(key.name);
      settings.put(key.name, setting != null ? setting : defaultOf(key));
    }
    settings.putAll(given);
    throwProblems(problems);
    return settings;
  }

  static void throwProblems(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private void readFile() {
    Path file = file();
    if (file == null) {
      return;
    }
    Map<String, Integer> lines = new TreeMap<>();
    try {
      for (PropertiesFile.Entry entry : PropertiesFile.read(file)) {
        Integer first = lines.putIfAbsent(entry.key(), entry.line());
        if (first != null) {
          problems.add(
              "key '%s' stands twice in %s, lines %d and %d; keep one"
                  .formatted(entry.key(), file, first, entry.line()));
        }
        accept(entry.key(), entry.value(), new Origin.FileLine(file, entry.line()));
      }
    } catch (java.nio.charset.CharacterCodingException e) {
      problems.add("configuration file %s must be UTF-8".formatted(file));
    } catch (IOException e) {
      problems.add("cannot read configuration file %s: %s".formatted(file, reason(file, e)));
    }
  }

  private @Nullable Path file() {
    Path directory = sources.workingDirectory();
    Path named = sources.file();
    String variable = sources.environment().get(Variables.CONFIG);
    if (named == null && variable != null && !variable.isBlank()) {
      named = Path.of(variable);
    }
    if (named != null) {
      return directory == null ? named : directory.resolve(named);
    }
    return directory != null && Files.exists(directory.resolve(DEFAULT_FILE))
        ? directory.resolve(DEFAULT_FILE)
        : null;
  }

  private static String reason(Path file, IOException e) {
    if (!Files.exists(file)) {
      return "there is no such file; name one with --config, " + Variables.CONFIG + " or not at all";
    }
    return Files.isReadable(file) ? String.valueOf(e.getMessage()) : "permission denied";
  }

  private void readEnvironment() {
    for (Map.Entry<String, String> entry : new TreeMap<>(sources.environment()).entrySet()) {
      String name = entry.getKey();
      if (Variables.mayBeKey(name, entry.getValue())) {
        KnownKeys.ofVariable(name)
            .ifPresentOrElse(
                key -> accept(key, entry.getValue(), new Origin.Variable(name)),
                () -> problems.add(Variables.unknown(name)));
      }
    }
  }

  private void accept(String key, String raw, Origin origin) {
    String at = " (" + origin.describe() + ")";
    if (!KnownKeys.isKnown(key)) {
      problems.add("unknown key '" + key + "'" + at + KnownKeys.hint(key));
      return;
    }
    ReservedKeys.reason(key)
        .ifPresent(reason -> problems.add("key '" + key + "'" + at + " cannot be set: " + reason));
    String value;
    try {
      value = references.resolve(raw);
    } catch (ConfigException e) {
      problems.add("key '" + key + "'" + at + ": " + e.getMessage());
      return;
    }
    String shown = shown(key, raw);
    KnownKeys.definition(key)
        .flatMap(definition -> Values.problem(definition, value))
        .ifPresent(
            expected ->
                problems.add(
                    "key '%s'%s: expected %s, got '%s'".formatted(key, at, expected, shown)));
    given.put(key, new Setting(key, value, shown, origin));
  }

  private static String shown(String key, String raw) {
    if (KnownKeys.isSecret(key) && !References.isOne(raw) && !raw.isEmpty()) {
      return Setting.MASK;
    }
    return USER_INFO.matcher(raw).replaceAll("//" + Matcher.quoteReplacement(Setting.MASK) + "@");
  }

  private static Setting defaultOf(ConfigKey key) {
    Object value = key.hasDefault() ? key.defaultValue : null;
    String text = value == null ? null : ConfigDef.convertToString(value, key.type);
    return new Setting(key.name, text, text == null ? "" : text, new Origin.Default());
  }
}
