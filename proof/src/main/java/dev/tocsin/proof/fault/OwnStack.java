package dev.tocsin.proof.fault;

import dev.tocsin.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a schema registry in a process of their own, on ports and a directory that stay, so
 * that they can be killed and come back with their data.
 */
final class OwnStack implements Stack {

  private static final Duration UP = Duration.ofMinutes(4);
  private static final Duration PORTS_FREE = Duration.ofSeconds(60);
  private static final Duration DOWN = Duration.ofSeconds(40);

  private final Path directory;
  private final int port;
  private final int registryPort;
  private int starts;
  private final @Nullable TcpProxy proxy;
  private @Nullable JvmChild child;

  OwnStack(Path directory) {
    this(directory, false);
  }

  private OwnStack(Path directory, boolean behindProxy) {
    this.directory = directory;
    List<Integer> ports = Ports.free(2);
    port = ports.getFirst();
    registryPort = ports.getLast();
    proxy = behindProxy ? new TcpProxy(0, port) : null;
  }

  /** One whose broker tells its clients to come to a proxy. */
  static OwnStack behindProxy(Path directory) {
    return new OwnStack(directory, true);
  }

  @Override
  public TcpProxy proxy() {
    TcpProxy there = proxy;
    if (there == null) {
      throw new IllegalStateException("there is no proxy");
    }
    return there;
  }

  private int advertisedPort() {
    return proxy == null ? port : proxy.port();
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + advertisedPort();
  }

  @Override
  public int registryPort() {
    return registryPort;
  }

  @Override
  public String registryUrl() {
    return "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7";
  }

  @Override
  public void start() throws Exception {
    try {
      Await.until(PORTS_FREE, () -> isFree(port) && isFree(registryPort));
    } catch (Await.BoundReachedException e) {
      throw new CannotRunException("the ports of broker and registry stay taken");
    }
    JvmChild started =
        JvmChild.start(
            new JvmChild.Spec(
                "the broker",
                640,
                List.of(),
                List.of(
                    "local",
                    "--data",
                    directory.resolve("broker").toString(),
                    "--port",
                    Integer.toString(port),
                    "--advertised-port",
                    Integer.toString(advertisedPort()),
                    "--registry-port",
                    Integer.toString(registryPort)),
                Map.of(),
                directory,
                directory.resolve("broker-" + ++starts + ".log")));
    child = started;
    try {
      Await.until(UP, () -> !started.alive() || started.printed().contains("Ctrl-C ends both"));
    } catch (Await.BoundReachedException e) {
      throw new CannotRunException("broker and registry do not come up; see " + started.log());
    }
    if (!started.alive()) {
      throw new CannotRunException("broker and registry cannot start; see " + started.log());
    }
  }

  @Override
  public void kill() throws InterruptedException {
    JvmChild running = child;
    if (running != null) {
      List<ProcessHandle> registry = running.descendants();
      running.kill();
      registry.forEach(ProcessHandle::destroyForcibly);
      child = null;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
    JvmChild running = child;
    child = null;
    if (running != null) {
      List<ProcessHandle> registry = running.descendants();
      running.terminate();
      try {
        if (!running.ended(DOWN)) {
          running.close();
        }
      } catch (InterruptedException e) {
        running.close();
        Thread.currentThread().interrupt();
      }
      registry.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
