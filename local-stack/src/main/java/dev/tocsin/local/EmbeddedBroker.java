package dev.tocsin.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KRaft broker in this JVM: one node with both roles. Its ports are settled at the first start
 * and stay the same when it is stopped and started again. Not thread-safe; {@link LocalStack}
 * guards it.
 */
final class EmbeddedBroker {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** A port found free can be gone by the time the broker binds it; another one is soon found. */
  private static final int PORT_ATTEMPTS = 3;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  /** The fewest that brokers take; these passwords are random and short-lived. */
  private static final int SCRAM_ITERATIONS = 4096;

  private final LocalStackSettings settings;
  private final Path logDir;
  private final String clusterId;
  private final @Nullable StackSecurity security;
  private int clientPort;
  private int controllerPort;
  private int certificatePort;
  private @Nullable KafkaRaftServer server;

  EmbeddedBroker(
      LocalStackSettings settings,
      Path logDir,
      String clusterId,
      @Nullable StackSecurity security) {
    this.settings = settings;
    this.logDir = logDir;
    this.clusterId = clusterId;
    this.security = security;
    clientPort = settings.brokerPort();
    controllerPort = settings.controllerPort();
  }

  String bootstrapServers() {
    return BrokerConfig.address(clientPort);
  }

  /** Where clients with certificates connect, in a secured stack. */
  String certificateServers() {
    return BrokerConfig.address(certificatePort);
  }

  /** Everything a client needs to reach the broker; in a secured stack it may do anything. */
  Map<String, String> clientProperties() {
    Map<String, String> config =
        new HashMap<>(
            security == null
                ? settings.clientProperties()
                : security.passwordClient(StackSecurity.ADMIN));
    config.put("bootstrap.servers", bootstrapServers());
    return Map.copyOf(config);
  }

  boolean running() {
    return server != null;
  }

  /**
   * Formats a new directory, starts the broker and returns when it answers.
   *
   * @throws LocalStackException when it does not; the message says how to fix it
   */
  void start(StartDeadline deadline) {
    FatalFaults.install();
    Ports.requireFree("broker", clientPort);
    Ports.requireFree("controller", controllerPort);
    format();
    boolean anyPort =
        clientPort == 0 || controllerPort == 0 || (security != null && certificatePort == 0);
    for (int attempt = 1; ; attempt++) {
      List<Integer> free = Ports.free(3);
      int client = clientPort == 0 ? free.get(0) : clientPort;
      int controller = controllerPort == 0 ? free.get(1) : controllerPort;
      int certificate = certificatePort == 0 ? free.get(2) : certificatePort;
      try {
        server = launch(client, controller, certificate, deadline);
        clientPort = client;
        controllerPort = controller;
        certificatePort = certificate;
        break;
      } catch (LocalStackException e) {
        if (!anyPort || attempt == PORT_ATTEMPTS || !causedByBind(e)) {
          throw e;
        }
        FatalFaults.forget();
      }
    }
    awaitAnswer(deadline);
  }

  /** Makes a user known who logs in with a password. */
  void addUser(String user, String password) {
    ScramCredentialInfo credential =
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
    try (Admin admin = Admin.create(new HashMap<>(clientProperties()))) {
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(user, credential, password)))
          .all()
          .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer("the wait was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  /** Stops the broker if it runs; its data and its ports stay. */
  void stop() {
    KafkaRaftServer running = server;
    if (running == null) {
      return;
    }
    server = null;
    CompletableFuture<Void> stopped =
        inThread(
            "local-broker-stop",
            () -> {
              running.shutdown();
              running.awaitShutdown();
              return null;
            });
    try {
      stopped.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("timeoutSeconds", STOP_TIMEOUT.toSeconds())
          .log("The local broker did not stop cleanly; it recovers its log at the next start");
    }
  }

  private void format() {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(clusterId)
            .setNodeId(BrokerConfig.NODE_ID)
            .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
            .setMetadataLogDirectory(logDir.toString())
            .addDirectory(logDir.toString())
            .setIgnoreFormatted(true);
    if (security != null) {
      formatter.setScramArguments(security.scramArguments());
    }
    try {
      formatter.run();
    } catch (Exception e) {
      throw new LocalStackException(
          "The broker's directory "
              + logDir
              + " cannot be formatted or does not belong to cluster "
              + clusterId
              + ": "
              + e.getMessage()
              + ". Check its permissions, or start with another data directory.",
          e);
    }
  }

  private KafkaRaftServer launch(
      int client, int controller, int certificate, StartDeadline deadline) {
    Map<String, String> open = BrokerConfig.of(settings, client, controller, logDir);
    Map<String, String> properties = security == null ? open : security.secured(open, certificate);
    CompletableFuture<KafkaRaftServer> started =
        inThread(
            "local-broker-start",
            () -> {
              KafkaConfig config = new KafkaConfig(properties, /* doLog= */ false);
              KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
              try {
                starting.startup();
              } catch (RuntimeException | Error e) {
                starting.shutdown();
                throw e;
              }
              return starting;
            });
    try {
      return started.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw cannotStart(client, String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      var unused = started.thenAccept(KafkaRaftServer::shutdown);
      throw cannotStart(client, "it was not up after " + settings.startTimeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var unused = started.thenAccept(KafkaRaftServer::shutdown);
      throw cannotStart(client, "the start was interrupted", e);
    }
  }

  private LocalStackException cannotStart(int port, String why, Exception cause) {
    return new LocalStackException(
        "The broker on "
            + BrokerConfig.address(port)
            + " with its data in "
            + logDir
            + " cannot start: "
            + why
            + FatalFaults.last().map(fault -> " (" + fault + ")").orElse("")
            + ". The log of this program says more; a data directory that another version wrote, a"
            + " full disk and a wrong broker property are the usual reasons.",
        cause);
  }

  private void awaitAnswer(StartDeadline deadline) {
    try (Admin admin = Admin.create(new HashMap<>(clientProperties()))) {
      admin.describeCluster().nodes().get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer("the wait was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  private LocalStackException noAnswer(String why, Exception cause) {
    return new LocalStackException(
        "The broker on "
            + bootstrapServers()
            + " is up and does not answer: "
            + why
            + ". If its client listener is secured, give the settings the client properties that"
            + " open it.",
        cause);
  }

  private static boolean causedByBind(@Nullable Throwable problem) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** A broker's start cannot be interrupted half-way, so a thread of its own bounds the wait. */
  private static <T> CompletableFuture<T> inThread(String name, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }
}
