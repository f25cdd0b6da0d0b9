package dev.tocsin.cli;

import dev.tocsin.config.ClusterKeys;
import dev.tocsin.config.Sources;
import dev.tocsin.config.Sources.Flagged;
import dev.tocsin.config.TocsinConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that reads the configuration; use it as a {@link Mixin}. */
public final class ConfigOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file (Java properties). Default: $TOCSIN_CONFIG, or tocsin.properties in"
              + " the working directory if it exists.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set a configuration key; overrides environment and file. Repeatable.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers; sets bootstrap.servers.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--registry-url",
      paramLabel = "URL[,...]",
      description = "Schema registry; sets schema.registry.url.")
  private @Nullable String registryUrl;

  /**
   * Reads the configuration.
   *
   * @throws dev.tocsin.config.ConfigurationException with all problems
   */
  public TocsinConfig load() {
    return load(Map.of());
  }

  /**
   * Reads the configuration with values that the command sets.
   *
   * @param overrides values by key; they override all sources
   */
  public TocsinConfig load(Map<String, String> overrides) {
    Map<String, Flagged> flags = new LinkedHashMap<>();
    values.forEach((key, value) -> flags.put(key.strip(), new Flagged(value, "-c " + key)));
    put(flags, ClusterKeys.BOOTSTRAP_SERVERS, bootstrapServers, "--bootstrap-servers");
    put(flags, ClusterKeys.SCHEMA_REGISTRY_URL, registryUrl, "--registry-url");
    overrides.forEach(
        (key, value) -> flags.put(key, new Flagged(value, "of " + command.qualifiedName())));
    CliEnvironment environment = Main.environment(command);
    return TocsinConfig.load(
        new Sources(flags, environment.environment(), file, environment.workingDirectory()));
  }

  private static void put(
      Map<String, Flagged> flags, String key, @Nullable String value, String option) {
    if (value != null) {
      flags.put(key, new Flagged(value, option));
    }
  }
}
