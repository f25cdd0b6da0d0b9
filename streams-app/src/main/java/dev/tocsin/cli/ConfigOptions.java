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

/** Options of every command that needs the configuration; use it as a {@link Mixin}. */
public final class ConfigOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration file (Java properties). Default: $TOCSIN_CONFIG, else"
              + " ./tocsin.properties when it is there.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Set one configuration key; stronger than environment and file. Repeatable.")
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
   * @throws dev.tocsin.config.ConfigurationException with everything that is wrong
   */
  public TocsinConfig load() {
    return load(Map.of());
  }

  /**
   * Reads the configuration with defaults of a command's own.
   *
   * @param overrides keys that the command decides; stronger than all sources
   */
  public TocsinConfig load(Map<String, String> overrides) {
    Map<String, Flagged> flags = new LinkedHashMap<>();
    values.forEach((key, value) -> flags.put(key.strip(), new Flagged(value, "-c " + key)));
    put(flags, ClusterKeys.BOOTSTRAP_SERVERS, bootstrapServers, "--bootstrap-servers");
    put(flags, ClusterKeys.SCHEMA_REGISTRY_URL, registryUrl, "--registry-url");
    overrides.forEach(
        (key, value) -> flags.put(key, new Flagged(value, "of " + command.qualifiedName())));
    CliEnvironment around = Main.surroundings(command);
    return TocsinConfig.load(
        new Sources(flags, around.environment(), file, around.workingDirectory()));
  }

  private static void put(
      Map<String, Flagged> flags, String key, @Nullable String value, String option) {
    if (value != null) {
      flags.put(key, new Flagged(value, option));
    }
  }
}
