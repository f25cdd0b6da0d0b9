package dev.tocsin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalStack} is to be like. Everything has a default; {@link #builder()} changes
 * what matters.
 *
 * @param brokerPort where clients reach the broker on 127.0.0.1; 0 picks a free port
 * @param advertisedPort the port that the broker advertises to its clients, on 127.0.0.1, as when
 *     something stands in between; 0 for the port that it listens on
 * @param controllerPort where the broker's own controller listens; 0 picks a free port
 * @param registryPort where the schema registry listens on 127.0.0.1; 0 picks a free port
 * @param dataDir kept at close and used again by the next start, with the same cluster id, records
 *     and schema ids; null for a temporary directory that is deleted at close
 * @param withRegistry whether to start the schema registry
 * @param registryHome the unpacked registry; null to look for it (see {@link RegistryHome})
 * @param registryHeapMiB the registry's largest heap, in MiB; at least 128
 * @param internalTopicPartitions partitions of each of the broker's internal topics
 * @param brokerProperties broker configuration that adds to, and wins over, what the stack sets,
 *     ports and directories excepted; clients use the listener named {@code CLIENT}, so {@code
 *     listener.name.client.*}, {@code authorizer.class.name} and the like can secure it
 * @param clientProperties what a client needs to reach the broker besides its address; {@code
 *     security.protocol} in it is also what the broker speaks to clients ({@code PLAINTEXT} when it
 *     is not set)
 * @param startTimeout how long the broker and the registry together may take to answer
 * @param shutdownHook whether the end of the JVM (Ctrl-C, SIGTERM, System.exit) closes the stack;
 *     false for an application that closes it in a hook of its own
 * @param secured whether everything is closed: TLS on every listener and on the registry, clients
 *     with a password or a certificate, and an authorizer that denies what no rule allows (see
 *     {@link LocalStack#passwordClient} and its like). Only for a temporary stack
 */
public record LocalStackSettings(
    int brokerPort,
    int advertisedPort,
    int controllerPort,
    int registryPort,
    @Nullable Path dataDir,
    boolean withRegistry,
    @Nullable Path registryHome,
    int registryHeapMiB,
    int internalTopicPartitions,
    Map<String, String> brokerProperties,
    Map<String, String> clientProperties,
    Duration startTimeout,
    boolean shutdownHook,
    boolean secured) {

  private static final int SMALLEST_REGISTRY_HEAP_MIB = 128;

  public LocalStackSettings {
    requirePort("broker port", brokerPort);
    requirePort("advertised port", advertisedPort);
    requirePort("controller port", controllerPort);
    requirePort("registry port", registryPort);
    Set<Integer> fixed = new HashSet<>();
    IntStream.of(brokerPort, controllerPort, registryPort)
        .filter(port -> port != 0)
        .forEach(
            port ->
                require(
                    fixed.add(port),
                    "port "
                        + port
                        + " is asked for twice; give each its own, or 0 for a free one"));
    require(
        registryHeapMiB >= SMALLEST_REGISTRY_HEAP_MIB,
        "the registry's heap is "
            + registryHeapMiB
            + " MiB; it needs at least "
            + SMALLEST_REGISTRY_HEAP_MIB);
    require(
        internalTopicPartitions >= 1,
        "internal topics cannot have " + internalTopicPartitions + " partitions; 1 is the least");
    require(
        startTimeout.isPositive(), "the start timeout is " + startTimeout + "; make it positive");
    require(
        !secured || (dataDir == null && advertisedPort == 0 && clientProperties.isEmpty()),
        "a secured stack makes its keys and passwords anew at each start and knows how its clients"
            + " come in: leave out the data directory, the advertised port and the client"
            + " properties");
    brokerProperties
        .keySet()
        .forEach(
            name ->
                require(
                    !BrokerConfig.OWN.contains(name),
                    "the broker property "
                        + name
                        + " is the stack's own; use the ports, the data directory and the client"
                        + " property security.protocol of these settings"));
    brokerProperties = Map.copyOf(brokerProperties);
    clientProperties = Map.copyOf(clientProperties);
  }

  /** A temporary stack on free ports, with a registry. */
  public static LocalStackSettings defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  private static void requirePort(String what, int port) {
    require(
        port >= 0 && port <= 65_535,
        "the " + what + " is " + port + "; use 1 to 65535, or 0 for a free one");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Collects settings; what is not set keeps its default. */
  public static final class Builder {

    private int brokerPort;
    private int advertisedPort;
    private int controllerPort;
    private int registryPort;
    private @Nullable Path dataDir;
    private boolean withRegistry = true;
    private @Nullable Path registryHome;
    private int registryHeapMiB = 256;
    private int internalTopicPartitions = 2;
    private final Map<String, String> brokerProperties = new HashMap<>();
    private final Map<String, String> clientProperties = new HashMap<>();
    private Duration startTimeout = Duration.ofMinutes(2);
    private boolean shutdownHook = true;
    private boolean secured;

    private Builder() {}

    public Builder brokerPort(int port) {
      brokerPort = port;
      return this;
    }

    public Builder advertisedPort(int port) {
      advertisedPort = port;
      return this;
    }

    public Builder controllerPort(int port) {
      controllerPort = port;
      return this;
    }

    public Builder registryPort(int port) {
      registryPort = port;
      return this;
    }

    public Builder dataDir(@Nullable Path directory) {
      dataDir = directory;
      return this;
    }

    public Builder withRegistry(boolean registry) {
      withRegistry = registry;
      return this;
    }

    public Builder registryHome(@Nullable Path directory) {
      registryHome = directory;
      return this;
    }

    public Builder registryHeapMiB(int mebibytes) {
      registryHeapMiB = mebibytes;
      return this;
    }

    public Builder internalTopicPartitions(int partitions) {
      internalTopicPartitions = partitions;
      return this;
    }

    /** Adds one broker property; see {@link LocalStackSettings#brokerProperties()}. */
    public Builder brokerProperty(String name, String value) {
      brokerProperties.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
      return this;
    }

    /** Adds one client property; see {@link LocalStackSettings#clientProperties()}. */
    public Builder clientProperty(String name, String value) {
      clientProperties.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
      return this;
    }

    public Builder startTimeout(Duration timeout) {
      startTimeout = timeout;
      return this;
    }

    public Builder shutdownHook(boolean hook) {
      shutdownHook = hook;
      return this;
    }

    public Builder secured(boolean closed) {
      secured = closed;
      return this;
    }

    /**
     * Checks the settings and puts them together.
     *
     * @throws IllegalArgumentException naming the setting that is out of range
     */
    public LocalStackSettings build() {
      return new LocalStackSettings(
          brokerPort,
          advertisedPort,
          controllerPort,
          registryPort,
          dataDir,
          withRegistry,
          registryHome,
          registryHeapMiB,
          internalTopicPartitions,
          brokerProperties,
          clientProperties,
          startTimeout,
          shutdownHook,
          secured);
    }
  }
}
