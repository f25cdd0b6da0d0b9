package dev.tocsin.bench.cluster;

import dev.tocsin.bench.workload.Coding;
import dev.tocsin.config.ConfigurationException;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The detector's configuration, the only place where the benchmarks make one: its defaults, except
 * for where things are.
 */
public final class DetectorSettings {

  /** The provider whose logs the workload is. */
  public static final String PROVIDER = "duo";

  /** Partitions of the message logs, for every contender. */
  public static final int PARTITIONS = 2;

  /** Encrypted, as it is run; one keyset for all, for what one run stored another one restores. */
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  /** Where things are, which is what a run is made of. */
  private static final Set<String> OWN =
      Set.of(
          "bootstrap.servers",
          "schema.registry.url",
          "topic.prefix",
          "application.id",
          "providers",
          "partitions",
          "state.dir",
          "http.port",
          "history.keyset");

  private DetectorSettings() {}

  /**
   * Checks keys that a series sets on top.
   *
   * @throws IllegalArgumentException when the detector would not take one, or the benchmarks need
   *     it themselves
   */
  public static void check(Map<String, String> more) {
    for (String key : more.keySet()) {
      if (OWN.contains(key)) {
        throw new IllegalArgumentException("--set " + key + ": the benchmarks set it themselves");
      }
    }
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("history.encryption", "none");
    try {
      TocsinConfig.load(Sources.of(settings));
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getMessage()).replace("option -c ", "option --set "), e);
    }
  }

  /** The settings of the detector for log records of a coding. */
  public static Map<String, String> of(Coding coding) {
    return coding.feed().entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> "providers." + PROVIDER + "." + entry.getKey(), Map.Entry::getValue));
  }

  /**
   * For one run.
   *
   * @param more keys that this benchmark sets on top
   */
  static Map<String, String> of(RunScope run, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", run.cluster().bootstrap());
    settings.put("schema.registry.url", run.cluster().registry());
    settings.put("topic.prefix", run.prefix());
    settings.put("application.id", run.group());
    settings.put("providers", PROVIDER);
    settings.put("partitions", Integer.toString(PARTITIONS));
    settings.put("state.dir", run.stateDir().toString());
    settings.put("http.port", "0");
    settings.put("history.keyset", KEYSET);
    settings.putAll(run.cluster().detector());
    settings.putAll(more);
    return settings;
  }
}
