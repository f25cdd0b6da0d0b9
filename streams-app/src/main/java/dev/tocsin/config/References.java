package dev.tocsin.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references to values that are stored elsewhere, in the syntax of Kafka's configuration
 * providers: {@code ${directory:/run/secrets:name}} is the content of a file, {@code
 * ${file:/path:key}} a key of a properties file, {@code ${env:NAME}} an environment variable.
 */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(directory|file|env):(?:([^}]*):)?([^}:]*)}");

  private final Map<String, String> environment;
  private final ConfigProvider directory = new DirectoryConfigProvider();
  private final ConfigProvider file = new FileConfigProvider();

  References(Map<String, String> environment) {
    this.environment = environment;
    directory.configure(Map.of());
    file.configure(Map.of());
  }

  /** Whether a value is exactly one reference, which can be displayed. */
  static boolean isOne(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /**
   * Replaces the references in a value.
   *
   * @throws ConfigException when one cannot be resolved; the message names the reference
   */
  String resolve(String value) {
    return REFERENCE.matcher(value).replaceAll(r -> Matcher.quoteReplacement(lookUp(r)));
  }

  private String lookUp(MatchResult reference) {
    String path = reference.group(2);
    String name = reference.group(3);
    String found;
    try {
      found =
          switch (reference.group(1)) {
            case "env" -> environment.get(name);
            case "file" -> read(file, path, name);
            default -> read(directory, path, name);
          };
    } catch (ConfigException e) {
      found = null;
    }
    if (found == null) {
      throw new ConfigException(
          "cannot resolve "
              + reference.group()
              + ": "
              + (reference.group(1).equals("env")
                  ? "the environment variable is not set; set it"
                  : "no readable file or key; correct the reference or the file's permissions"));
    }
    // The file of a secret usually ends with a line break that is not part of the secret.
    return found.strip();
  }

  /** Checks the file first: Kafka's providers log a stack trace for a missing file. */
  private static @Nullable String read(
      ConfigProvider provider, @Nullable String path, String name) {
    return path == null || !Files.isReadable(Path.of(path))
        ? null
        : provider.get(path, Set.of(name)).data().get(name);
  }
}
