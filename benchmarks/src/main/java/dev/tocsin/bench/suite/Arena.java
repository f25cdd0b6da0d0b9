package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.BenchCluster;
import dev.tocsin.bench.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * The environment of a benchmark.
 *
 * @param workload as many records as the scale says
 * @param quick whether what takes long and proves little is left out
 * @param stays whether data and logs are still there afterwards
 * @param progress the writer of progress messages
 */
record Arena(
    BenchCluster cluster,
    Scale scale,
    Workload workload,
    boolean quick,
    boolean stays,
    PrintWriter progress) {

  /** The longest that a contender may take for a part of a run. */
  static final Duration LIMIT = Duration.ofMinutes(15);

  @SuppressWarnings("AnnotateFormatMethod")
  void say(String format, Object... values) {
    progress.println(String.format(Locale.ROOT, format, values));
    progress.flush();
  }
}
