package dev.tocsin.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration values are read from.
 *
 * @param flags values of the command line by key, the last of each
 * @param environment environment variables; those that start with {@code TOCSIN_} are read
 * @param file configuration file named on the command line; null to use {@code TOCSIN_CONFIG} or
 *     {@code tocsin.properties} in the working directory
 * @param workingDirectory where {@code tocsin.properties} may be and what relative file names are
 *     relative to; null to read no default file
 */
public record Sources(
    Map<String, Flagged> flags,
    Map<String, String> environment,
    @Nullable Path file,
    @Nullable Path workingDirectory) {

  /**
   * A value of the command line.
   *
   * @param value the value
   * @param option the option that gave it
   */
  public record Flagged(String value, String option) {}

  public Sources {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /** The given values only: no environment, no file. For programs that embed Tocsin. */
  public static Sources of(Map<String, String> values) {
    Map<String, Flagged> flags = new LinkedHashMap<>();
    values.forEach((key, value) -> flags.put(key, new Flagged(value, "-c " + key)));
    return new Sources(flags, Map.of(), null, null);
  }
}
