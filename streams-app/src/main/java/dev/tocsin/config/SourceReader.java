package dev.tocsin.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the values of all sources in ascending order of precedence, without validating them. */
final class SourceReader {

  static final String DEFAULT_FILE = "tocsin.properties";

  private final Sources sources;
  private final List<String> problems;

  /**
   * A value of a source.
   *
   * @param key the key as written, or the key of an environment variable
   * @param raw the value with its references unresolved
   * @param origin the source
   */
  record RawSetting(String key, String raw, Origin origin) {}

  private final List<RawSetting> settings = new ArrayList<>();
  private final List<String> unknownVariables = new ArrayList<>();

  /**
   * @param problems receives a problem for each source that cannot be read
   */
  SourceReader(Sources sources, List<String> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  List<RawSetting> read() {
    readFile();
    boolean foreignSerde = isForeign(serdeClass());
    readEnvironment(foreignSerde);
    new TreeMap<>(sources.flags())
        .forEach(
            (key, flag) ->
                settings.add(new RawSetting(key, flag.value(), new Origin.Flag(flag.option()))));
    return settings;
  }

  /** {@code TOCSIN_} variables that set no key. */
  List<String> unknownVariables() {
    return List.copyOf(unknownVariables);
  }

  /** Whether a class is not Tocsin's serde, so that the names of its settings are unknown. */
  static boolean isForeign(@Nullable String serdeClass) {
    return serdeClass != null && !serdeClass.strip().equals(ClusterKeys.OWN_SERDE);
  }

  private @Nullable String serdeClass() {
    Sources.Flagged flag = sources.flags().get(ClusterKeys.AVRO_SERDE);
    if (flag != null) {
      return flag.value();
    }
    String variable = sources.environment().get(KnownKeys.variable(ClusterKeys.AVRO_SERDE));
    if (variable != null) {
      return variable;
    }
    return settings.stream()
        .filter(setting -> setting.key().equals(ClusterKeys.AVRO_SERDE))
        .map(RawSetting::raw)
        .findFirst()
        .orElse(null);
  }

  private void readFile() {
    Path file = file();
    if (file == null) {
      return;
    }
    Map<String, Integer> lines = new HashMap<>();
    try {
      for (PropertiesFile.Entry entry : PropertiesFile.read(file)) {
        Integer first = lines.putIfAbsent(entry.key(), entry.line());
        if (first != null) {
          problems.add(
              "duplicate key '%s' in %s: lines %d and %d; remove one"
                  .formatted(entry.key(), file, first, entry.line()));
        }
        settings.add(
            new RawSetting(entry.key(), entry.value(), new Origin.FileLine(file, entry.line())));
      }
    } catch (CharacterCodingException e) {
      problems.add(
          "cannot read configuration file %s: it is not UTF-8; save it as UTF-8".formatted(file));
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
      return "no such file; create it or correct the path";
    }
    if (Files.isDirectory(file)) {
      return "it is a directory; name a file";
    }
    return Files.isReadable(file)
        ? String.valueOf(e.getMessage())
        : "permission denied; allow this user to read it";
  }

  private void readEnvironment(boolean foreignSerde) {
    problems.addAll(Variables.problems(sources.environment()));
    new TreeMap<>(sources.environment())
        .forEach(
            (name, value) -> {
              if (Variables.mayBeKey(name, value)) {
                KnownKeys.ofVariable(name, foreignSerde)
                    .ifPresentOrElse(
                        key -> settings.add(new RawSetting(key, value, new Origin.Variable(name))),
                        () -> unknownVariables.add(name));
              }
            });
  }
}
