package dev.tocsin.config;

import dev.tocsin.naming.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The validated, immutable configuration of one process. */
public final class TocsinConfig {

  private final Map<String, Setting> settings;
  private final Map<String, Object> values;
  private final Path stateDir;
  private final KafkaProps kafka;

  private TocsinConfig(Map<String, Setting> settings, Map<String, String> environment) {
    this.settings = Map.copyOf(settings);
    Map<String, String> own = new LinkedHashMap<>();
    for (String key : Keys.definition().names()) {
      Setting setting = settings.get(key);
      if (setting != null && setting.value() != null) {
        own.put(key, setting.value());
      }
    }
    this.values = Keys.definition().parse(own);
    this.stateDir = stateDir(text(StreamsKeys.STATE_DIR), environment);
    this.kafka = new KafkaProps(this);
  }

  /**
   * Reads and validates the configuration.
   *
   * @throws ConfigurationException with all problems
   */
  public static TocsinConfig load(Sources sources) {
    TocsinConfig config = new TocsinConfig(new ConfigLoader(sources).load(), sources.environment());
    ConfigLoader.throwProblems(Constraints.problems(config));
    return config;
  }

  /** All of Tocsin's keys in the order of the documentation, then pass-through keys by name. */
  public List<Setting> settings() {
    Map<String, Setting> rest = new TreeMap<>(settings);
    List<Setting> ordered = new ArrayList<>();
    for (String key : Keys.names()) {
      Setting setting = rest.remove(key);
      if (setting != null) {
        ordered.add(setting);
      }
    }
    ordered.addAll(rest.values());
    return ordered;
  }

  public String applicationId() {
    return text(ClusterKeys.APPLICATION_ID);
  }

  public List<String> bootstrapServers() {
    return list(ClusterKeys.BOOTSTRAP_SERVERS);
  }

  public List<String> registryUrls() {
    return list(ClusterKeys.SCHEMA_REGISTRY_URL);
  }

  /** The URLs of the registry for display: without user and password. */
  public String shownRegistryUrls() {
    Setting setting = settings.get(ClusterKeys.SCHEMA_REGISTRY_URL);
    return setting == null ? "" : setting.shown();
  }

  public List<String> providers() {
    return list(ClusterKeys.PROVIDERS);
  }

  public int partitions() {
    return number(ClusterKeys.PARTITIONS);
  }

  public TopicNames topics() {
    return new TopicNames(text(ClusterKeys.TOPIC_PREFIX));
  }

  /** The providers that write the contract. */
  public List<String> contractProviders() {
    Set<String> natives = nativeFeeds().keySet();
    return providers().stream().filter(provider -> !natives.contains(provider)).toList();
  }

  /** The providers that write a format of their own instead of the contract, by name. */
  public Map<String, ProviderFeed> nativeFeeds() {
    return feeds().nativeFeeds();
  }

  private Feeds feeds() {
    return new Feeds(providers(), settings);
  }

  /** The principals of a role, by a key of {@link AccessKeys}; none when it is not set. */
  public List<String> principals(String key) {
    return AccessKeys.split(text(key));
  }

  /** The principals of a provider; none when they are not set. */
  public List<String> providerPrincipals(String provider) {
    return feeds().principals(provider, FeedKeys.PRINCIPAL);
  }

  /** The principals that import a provider's files; none when they are not set. */
  public List<String> importerPrincipals(String provider) {
    return feeds().principals(provider, FeedKeys.IMPORTER);
  }

  /** Time allowed from the moment of awareness, by policy. */
  public SortedMap<String, Duration> deadlines() {
    return DetectionKeys.deadlines(list(DetectionKeys.NOTIFICATION_DEADLINES));
  }

  /** The source of the keyset; does not read it. */
  public KeysetSource keysetSource() {
    if (text(EncryptionKeys.ENCRYPTION).equals(EncryptionKeys.NONE)) {
      return new KeysetSource.Unencrypted();
    }
    if (!text(EncryptionKeys.KEYSET_FILE).isEmpty()) {
      return new KeysetSource.File(Path.of(text(EncryptionKeys.KEYSET_FILE)).toAbsolutePath());
    }
    if (!text(EncryptionKeys.KEYSET_COMMAND).isEmpty()) {
      return new KeysetSource.Command(text(EncryptionKeys.KEYSET_COMMAND));
    }
    return values.get(EncryptionKeys.KEYSET) instanceof Password keyset
        ? new KeysetSource.Inline(keyset.value(), origin(EncryptionKeys.KEYSET).describe())
        : new KeysetSource.NotSet();
  }

  /** Absolute path of the local state; Tocsin creates it. */
  public Path stateDir() {
    return stateDir;
  }

  public String httpHost() {
    return text(ServiceKeys.HTTP_HOST);
  }

  /** Port to bind, 0 for a free one. */
  public int httpPort() {
    return number(ServiceKeys.HTTP_PORT);
  }

  /** Time with work and without progress after which the service is not live. */
  public Duration livenessStallTimeout() {
    return duration(ServiceKeys.LIVENESS_STALL_TIMEOUT);
  }

  public Duration shutdownTimeout() {
    return duration(ServiceKeys.SHUTDOWN_TIMEOUT);
  }

  /** Class of the serdes of the contracts. */
  public String serdeClass() {
    return text(ClusterKeys.AVRO_SERDE);
  }

  /** Configuration of the serdes. Contains secrets. */
  public Map<String, Object> registryProps() {
    return kafka.registry();
  }

  /** For an admin client. Contains secrets, like all of the following. */
  public Map<String, Object> adminProps() {
    return kafka.admin();
  }

  /** For an idempotent producer; serializers are the caller's. */
  public Map<String, Object> producerProps(String clientId) {
    return kafka.producer(clientId);
  }

  /**
   * For a consumer that reads committed records from the earliest on and commits by hand;
   * deserializers are the caller's.
   *
   * @param groupId consumer group, null for a consumer that assigns partitions itself
   */
  public Map<String, Object> consumerProps(String clientId, @Nullable String groupId) {
    return kafka.consumer(clientId, groupId);
  }

  /** For {@code KafkaStreams}, without the exception handlers. */
  public Map<String, Object> streamsProps() {
    return kafka.streams();
  }

  /** The settings of a pass-through prefix, without the prefix. */
  Map<String, Object> passedThrough(PassThrough scope) {
    Map<String, Object> passed = new LinkedHashMap<>();
    for (Setting setting : settings.values()) {
      String value = setting.value();
      if (value != null
          && !Keys.definition().names().contains(setting.key())
          && PassThrough.of(setting.key()).filter(scope::equals).isPresent()) {
        passed.put(scope.strip(setting.key()), value);
      }
    }
    return passed;
  }

  /** Whether a key is set to a value that is not empty. */
  boolean isSet(String key) {
    Setting setting = settings.get(key);
    return setting != null && setting.value() != null && !setting.value().isEmpty();
  }

  /** The source of a value. */
  public Origin origin(String key) {
    Setting setting = settings.get(key);
    return setting == null ? new Origin.Default() : setting.origin();
  }

  private static Path stateDir(String configured, Map<String, String> environment) {
    if (!configured.isBlank()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    // Not in /tmp, which other users can read and which is cleared.
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        data.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "share")
            : Path.of(data);
    return base.resolve("tocsin").toAbsolutePath().normalize();
  }

  String text(String key) {
    return String.valueOf(values.get(key));
  }

  /** A whole number by key, one of the constants in this package. */
  public int number(String key) {
    if (values.get(key) instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException("not a number: " + key);
  }

  /** A number of bytes by key, one of the constants in this package. */
  public long bytes(String key) {
    if (values.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("not a number of bytes: " + key);
  }

  /** A duration by key, one of the constants in this package. */
  public Duration duration(String key) {
    return Durations.parse(text(key))
        .orElseThrow(() -> new IllegalArgumentException("not a duration: " + key));
  }

  private List<String> list(String key) {
    if (values.get(key) instanceof Collection<?> entries) {
      return entries.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("not a list: " + key);
  }

  /** Secrets are masked, so that it can be logged. */
  @Override
  public String toString() {
    return settings().toString();
  }
}
