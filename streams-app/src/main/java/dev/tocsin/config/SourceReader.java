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

/** Collects what all sources give, weakest first, whether it makes sense or not. */
final class SourceReader {

  static final String DEFAULT_FILE = "tocsin.properties";

  private final Sources sources;
  private final List<String> problems;
  private final List<Given> given = new ArrayList<>();
  private final List<String> unknownVariables = new ArrayList<>();

  /**
   * @param problems where to add what cannot be read
   */
  SourceReader(Sources sources, List<String> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  List<Given> read() {
    readFile();
    boolean foreignSerde = isForeign(serdeClass());
    readEnvironment(foreignSerde);
    new TreeMap<>(sources.flags())
        .forEach(
            (key, flag) -> given.add(new Given(key, flag.value(), new Origin.Flag(flag.option()))));
    return given;
  }

  /** Variables that were read and set no key. */
  List<String> unknownVariables() {
    return List.copyOf(unknownVariables);
  }

  /** Whether a class is a serde whose configuration Tocsin does not know. */
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
    return given.stream()
        .filter(g -> g.key().equals(ClusterKeys.AVRO_SERDE))
        .map(Given::raw)
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
              "key '%s' stands twice in %s, lines %d and %d; keep one"
                  .formatted(entry.key(), file, first, entry.line()));
        }
        given.add(new Given(entry.key(), entry.value(), new Origin.FileLine(file, entry.line())));
      }
    } catch (CharacterCodingException e) {
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
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    return Files.isReadable(file) ? String.valueOf(e.getMessage()) : "permission denied";
  }

  private void readEnvironment(boolean foreignSerde) {
    new TreeMap<>(sources.environment())
        .forEach(
            (name, value) -> {
              if (Variables.mayBeKey(name, value)) {
                KnownKeys.ofVariable(name, foreignSerde)
                    .ifPresentOrElse(
                        key -> given.add(new Given(key, value, new Origin.Variable(name))),
                        () -> unknownVariables.add(name));
              }
            });
  }
}
