package dev.tocsin.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM and a schema registry in a child process, both real, both on the
 * loopback address, both answering when {@link #start} returns.
 *
 * <p>Nothing outlives it: closing it, Ctrl-C and SIGTERM end both and delete a temporary directory;
 * a killed JVM takes the registry with it within seconds.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalStack implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalStack.class);

  private final LocalStackSettings settings;
  private final StackDirectory directory;
  private final @Nullable StackSecurity security;
  private final EmbeddedBroker broker;
  private final Deque<AutoCloseable> closedFirst = new ArrayDeque<>();
  private final Thread hook = new Thread(this::onShutdown, "local-stack-shutdown");
  private volatile @Nullable RegistryProcess registry;
  private volatile boolean up;
  private Duration startTime = Duration.ZERO;
  private boolean closed;

  private LocalStack(LocalStackSettings settings, StackDirectory directory) {
    this.settings = settings;
    this.directory = directory;
    security = settings.secured() ? new StackSecurity(directory.security()) : null;
    broker = new EmbeddedBroker(settings, directory.broker(), directory.clusterId(), security);
  }

  /**
   * Starts the broker and the registry side by side and returns when both answer.
   *
   * @throws LocalStackException when one does not; nothing is left behind then, except what a data
   *     directory held before
   */
  public static LocalStack start(LocalStackSettings settings) {
    StackDirectory directory = StackDirectory.open(settings.dataDir());
    LocalStack stack;
    try {
      stack = new LocalStack(settings, directory);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
    try {
      stack.startAll();
      return stack;
    } catch (RuntimeException | Error e) {
      try {
        stack.close();
      } catch (RuntimeException alsoWrong) {
        e.addSuppressed(alsoWrong);
      }
      throw e;
    }
  }

  /** The broker's address for {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /**
   * Everything a client needs to reach the broker: its address, and the client properties of the
   * settings.
   */
  public Map<String, String> clientProperties() {
    return broker.clientProperties();
  }

  /**
   * Everything that a user of a secured stack needs to reach the broker with a password; the user
   * is made known to the broker when it is asked for first. It has no rights but those that rules
   * give to {@code User:NAME}.
   *
   * @throws LocalStackException when the broker does not answer
   * @throws IllegalStateException when the stack is not secured
   */
  public Map<String, String> passwordClient(String user) {
    StackSecurity closed = requireSecurity();
    if (!closed.knows(user)) {
      broker.addUser(user, closed.password(user));
    }
    Map<String, String> client = closed.passwordClient(user);
    client.put("bootstrap.servers", broker.bootstrapServers());
    return client;
  }

  /**
   * Everything that a client with a certificate needs to reach the broker of a secured stack: it is
   * {@code User:} and the distinguished name.
   *
   * @param certificate what {@link #certificates} issued, or another authority
   * @throws IllegalStateException when the stack is not secured
   */
  public Map<String, String> certificateClient(Map<String, String> certificate) {
    Map<String, String> client = requireSecurity().certificateClient(certificate);
    client.put("bootstrap.servers", broker.certificateServers());
    return client;
  }

  /**
   * The authority that a secured stack trusts.
   *
   * @throws IllegalStateException when the stack is not secured
   */
  public Certificates certificates() {
    return requireSecurity().certificates();
  }

  /**
   * Everything that a user of a secured stack's registry needs, as {@code schema.registry.*}.
   *
   * @throws IllegalStateException when the stack is not secured, or has no registry
   */
  public Map<String, String> registryClient(RegistryUser user) {
    Map<String, String> client = requireSecurity().registryClient(user);
    client.put("schema.registry.url", registryUrl());
    return client;
  }

  /**
   * The base URL of the registry's Confluent-compatible API, such as {@code
   * http://127.0.0.1:8081/apis/ccompat/v7}.
   *
   * @throws IllegalStateException when the stack was started without a registry
   */
  public String registryUrl() {
    return requireRegistry().url();
  }

  /**
   * The process id of the registry.
   *
   * @throws IllegalStateException when the stack was started without a registry
   */
  public long registryPid() {
    return requireRegistry().pid();
  }

  /** Where the stack keeps its data and the registry's log. */
  public Path dataDir() {
    return directory.root();
  }

  /** The Kafka cluster id; it stays the same for as long as the data directory is kept. */
  public String clusterId() {
    return directory.clusterId();
  }

  /** How long {@link #start} took. */
  public Duration startTime() {
    return startTime;
  }

  /**
   * The fault, in words, that a broker in this JVM could not go on from; a broker of its own would
   * have halted its process.
   */
  public Optional<String> brokerFault() {
    return FatalFaults.last();
  }

  /**
   * Has something closed before the broker and the registry are, however the stack is closed: what
   * uses them has to leave first. What was added last is closed first.
   */
  public synchronized void closeFirst(AutoCloseable user) {
    requireOpen();
    closedFirst.push(user);
  }

  /** Stops the broker and leaves the registry alone; clients see a broker that is gone. */
  public synchronized void stopBroker() {
    requireOpen();
    broker.stop();
  }

  /**
   * Starts a stopped broker again, on the same port with the same data; does nothing when it runs.
   *
   * @throws LocalStackException when it does not answer within the start timeout
   */
  public synchronized void startBroker() {
    requireOpen();
    if (!broker.running()) {
      broker.start(StartDeadline.in(settings.startTimeout()));
    }
  }

  /** Stops the broker and starts it again, on the same port with the same data. */
  public synchronized void restartBroker() {
    stopBroker();
    startBroker();
  }

  /**
   * Closes what {@link #closeFirst} was given, then the broker and the registry, and deletes a
   * temporary directory. Closing again does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    closedFirst.forEach(LocalStack::closeQuietly);
    RegistryProcess running = registry;
    try {
      if (running != null) {
        running.requestStop();
      }
      broker.stop();
      if (running != null) {
        running.stop();
      }
    } finally {
      if (!Thread.currentThread().equals(hook)) {
        removeHook();
      }
      directory.close();
    }
  }

  private synchronized void startAll() {
    long began = System.nanoTime();
    StartDeadline deadline = StartDeadline.in(settings.startTimeout());
    FatalFaults.forget();
    if (settings.shutdownHook()) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
    RegistryProcess starting =
        settings.withRegistry() ? RegistryProcess.launch(settings, directory, security) : null;
    registry = starting;
    broker.start(deadline);
    if (starting != null) {
      starting.awaitReady(deadline);
    }
    up = true;
    startTime = Duration.ofNanos(System.nanoTime() - began);
    log.atInfo()
        .addKeyValue("bootstrapServers", bootstrapServers())
        .addKeyValue("registry", starting == null ? "none" : starting.url())
        .addKeyValue("dataDir", dataDir())
        .addKeyValue("startMillis", startTime.toMillis())
        .log("The local stack is up");
  }

  private void onShutdown() {
    RegistryProcess starting = registry;
    if (!up && starting != null) {
      // startAll(), if it waits, then gives up at once and releases the lock.
      starting.requestStop();
    }
    close();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.atDebug().log("The JVM is shutting down; the hook finds the stack closed");
    }
  }

  private StackSecurity requireSecurity() {
    if (security == null) {
      throw new IllegalStateException("this local stack was not asked to be secured");
    }
    return security;
  }

  private RegistryProcess requireRegistry() {
    RegistryProcess running = registry;
    if (running == null) {
      throw new IllegalStateException("this local stack was started without a schema registry");
    }
    return running;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this local stack is closed");
    }
  }

  private static void closeQuietly(AutoCloseable user) {
    try {
      user.close();
    } catch (Exception e) {
      log.atWarn().setCause(e).log("Failed to close a client of the local stack");
    }
  }
}
