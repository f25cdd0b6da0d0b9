package dev.tocsin.proof.fault;

import dev.tocsin.local.LocalStackMain;
import dev.tocsin.local.Ports;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a schema registry in processes of their own, on fixed ports and with a fixed
 * directory, so that they can be killed and started again with their data.
 */
final class OwnStack implements Stack {

  private static final Duration UP = Duration.ofMinutes(4);
  private static final Duration PORTS_FREE = Duration.ofSeconds(60);

  private final Path directory;
  private final int port;
  private final int registryPort;
  private final @Nullable TcpProxy proxy;
  private int starts;
  private @Nullable ChildProcess child;

  /**
   * @param behindProxy whether the broker advertises a proxy to its clients
   */
  OwnStack(Path directory, boolean behindProxy) {
    this.directory = directory;
    List<Integer> ports = Ports.free(2);
    port = ports.getFirst();
    registryPort = ports.getLast();
    proxy = behindProxy ? new TcpProxy(0, port) : null;
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
      throw new CannotRunException("the ports of broker and registry stay in use");
    }
    child =
        ChildProcess.java(LocalStackMain.class.getName())
            .name("the broker")
            .heapMib(640)
            .options(List.of("-XX:+UseSerialGC"))
            .args(
                List.of(
                    "data=" + directory.resolve("broker"),
                    "port=" + port,
                    "advertised-port=" + advertisedPort(),
                    "registry-port=" + registryPort,
                    // The transaction of a killed detector is aborted soon after its timeout.
                    "broker.transaction.abort.timed.out.transaction.cleanup.interval.ms=1000"))
            .start(directory.resolve("broker-" + ++starts + ".log"));
    child.awaitSignal("ready", UP);
  }

  @Override
  public void kill() throws InterruptedException {
    ChildProcess running = child;
    child = null;
    if (running != null) {
      running.killWithDescendants();
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
    ChildProcess running = child;
    child = null;
    if (running != null) {
      running.close();
    }
  }
}
