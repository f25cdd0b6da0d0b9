package dev.tocsin.bench.contender;

import dev.tocsin.bench.child.Arguments;
import dev.tocsin.bench.child.ClassPaths;
import dev.tocsin.bench.child.DetectorMain;
import dev.tocsin.bench.child.FloorMain;
import dev.tocsin.bench.cluster.DetectorSettings;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.measure.CpuTime;
import dev.tocsin.bench.rows.RowsMain;
import dev.tocsin.testkit.ChildProcess;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who is measured. */
public enum Contender {
  /** A bare consumer and a transactional producer that copies every record. */
  FLOOR(FloorMain.class.getName(), 512, 100),

  /** The detector. */
  TOCSIN(DetectorMain.class.getName(), 1024, 100),

  /** Kafka Streams with one RocksDB row a record. */
  ROWS(RowsMain.class.getName(), 1024, 200),

  /** Flink's DataStream API. */
  FLINK("dev.tocsin.bench.flink.DataStreamMain", 2048, 200),

  /** The same, with the checkpoints that production would rather have. */
  FLINK_1S("dev.tocsin.bench.flink.DataStreamMain", 2048, 1_000),

  /** Flink SQL's regular join. */
  FLINK_SQL("dev.tocsin.bench.flink.SqlMain", 2048, 200),

  /** The same, with the checkpoints that production would rather have. */
  FLINK_SQL_1S("dev.tocsin.bench.flink.SqlMain", 2048, 1_000);

  private final String mainClass;
  private final int heapMiB;
  private final int commitMillis;

  Contender(String mainClass, int heapMiB, int commitMillis) {
    this.mainClass = mainClass;
    this.heapMiB = heapMiB;
    this.commitMillis = commitMillis;
  }

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is run with, for the report. */
  public String settings() {
    return "heap %d MiB, %s every %d ms"
        .formatted(heapMiB, isFlink() ? "checkpoint" : "commit", commitMillis);
  }

  /** Whether it needs the Flink jars. */
  public boolean isFlink() {
    return mainClass.startsWith("dev.tocsin.bench.flink.");
  }

  /**
   * Starts it on a run's topics, and returns at once.
   *
   * @param more keys of the detector's configuration that this run sets; for the detector only
   */
  public ChildProcess start(RunScope run, Map<String, String> more) {
    return start(run, more, List.of());
  }

  /**
   * The same.
   *
   * @param options more options of its JVM
   */
  public ChildProcess start(RunScope run, Map<String, String> more, List<String> options) {
    Arguments arguments = new Arguments(this == TOCSIN ? run.settings(more) : plain(run));
    ChildProcess.Builder child =
        ChildProcess.java(mainClass)
            .name(label())
            .heapMib(heapMiB)
            .options(List.of("-XX:+ExitOnOutOfMemoryError", CpuTime.KEEP_COMPILER_THREADS))
            .options(options(run))
            .options(options)
            .args(arguments.commandLine());
    return (isFlink() ? child.classPath(ClassPaths.flink()) : child).start(run.log());
  }

  private List<String> options(RunScope run) {
    if (this == TOCSIN) {
      return run.cluster().jvm();
    }
    // Flink's serializers reach into the JDK's collections.
    return isFlink()
        ? List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED")
        : List.of();
  }

  private Map<String, String> plain(RunScope run) {
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("bootstrap", run.cluster().bootstrap());
    arguments.put("registry", run.cluster().registry());
    arguments.put("group", run.group());
    arguments.put("logs", run.logs());
    arguments.put("windows", run.topics().window());
    arguments.put("out", run.matches());
    arguments.put("partitions", Integer.toString(DetectorSettings.PARTITIONS));
    arguments.put("commit", Integer.toString(commitMillis));
    arguments.put("state", run.stateDir().toString());
    return arguments;
  }
}
