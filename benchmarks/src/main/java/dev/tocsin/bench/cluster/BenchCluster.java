package dev.tocsin.bench.cluster;

import dev.tocsin.local.LocalStackMain;
import dev.tocsin.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a schema registry in processes of their own, for one series of benchmarks. */
public final class BenchCluster implements AutoCloseable {

  /** The broker's heap, in MiB. */
  public static final int HEAP_MIB = 1024;

  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final Path directory;
  private final Map<String, String> detector;
  private final List<String> jvm;
  private final ChildProcess broker;
  private final String bootstrap;
  private final String registry;
  private final Admin admin;
  private int runs;

  private BenchCluster(
      Path directory,
      Map<String, String> detector,
      List<String> jvm,
      ChildProcess broker,
      String bootstrap,
      String registry) {
    this.directory = directory;
    this.detector = detector;
    this.jvm = jvm;
    this.broker = broker;
    this.bootstrap = bootstrap;
    this.registry = registry;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /**
   * Starts both and waits until they answer.
   *
   * @param directory for all data and logs; exists
   * @param detector keys of the detector's configuration that differ from its defaults
   * @param jvm options of the detector's JVM that differ from its defaults
   */
  public static BenchCluster start(Path directory, Map<String, String> detector, List<String> jvm)
      throws InterruptedException {
    ChildProcess broker =
        ChildProcess.java(LocalStackMain.class.getName())
            .name("broker")
            .heapMib(HEAP_MIB)
            .options(List.of("-XX:+ExitOnOutOfMemoryError"))
            .args(
                List.of(
                    "data=" + directory.resolve("broker"),
                    // The topics of a run are deleted at once, so that they do not fill the disk.
                    "broker.log.segment.delete.delay.ms=1000"))
            .start(directory.resolve("broker.log"));
    try {
      Map<String, String> ready = broker.awaitSignal("ready", LONGEST_START);
      return new BenchCluster(
          directory,
          Map.copyOf(detector),
          List.copyOf(jvm),
          broker,
          Objects.requireNonNull(ready.get("bootstrap")),
          Objects.requireNonNull(ready.get("registry")));
    } catch (InterruptedException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** The topics, group, state and log of one run of a contender. */
  public RunScope newRun(String name) {
    runs++;
    return RunScope.create(this, name + "-" + runs, directory.resolve(name + "-" + runs));
  }

  /** Where data and logs are. */
  public Path directory() {
    return directory;
  }

  /** Keys of the detector's configuration that this series sets. */
  Map<String, String> detector() {
    return detector;
  }

  /** Options of the detector's JVM that this series sets. */
  public List<String> jvm() {
    return jvm;
  }

  public String bootstrap() {
    return bootstrap;
  }

  public String registry() {
    return registry;
  }

  public Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }
}
