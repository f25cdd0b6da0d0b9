package dev.tocsin.ops;

import dev.tocsin.telemetry.Metric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.Log4j2Metrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/** The metrics of one process: Tocsin's, the JVM's, and those of Kafka's with bounded labels. */
final class MetricsRegistry implements AutoCloseable {

  /**
   * Labels of Kafka's metrics that multiply with topics, partitions and stores, or are ids: of a
   * broker, where the coordinator's is near 2^31, and of the process, which each state directory
   * has its own of. Metrics with these labels add little to the totals.
   */
  private static final List<String> MANY =
      List.of("topic", "partition", "task.id", "processor.node.id", "node.id", "process.id");

  /**
   * Groups of Kafka's metrics that are published: those of stream threads and the totals of their
   * clients. The others are numerous and rarely needed.
   */
  private static final Set<String> KAFKA_GROUPS =
      Set.of(
          "kafka.stream.",
          "kafka.consumer.coordinator.",
          "kafka.consumer.fetch.manager.",
          "kafka.producer.");

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Log4j2Metrics logEvents = new Log4j2Metrics();

  /**
   * @param version version of Tocsin
   */
  MetricsRegistry(String version) {
    // Filters first: they do not apply to existing meters.
    meters.config().meterFilter(MeterFilter.deny(MetricsRegistry::unwanted));
    new ClassLoaderMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    gc.bindTo(meters);
    logEvents.bindTo(meters);
    BoundedRocksDb.bindTo(meters);
    Metric.BUILD_INFO.gauge(
        meters,
        () -> 1,
        version,
        AppInfoParser.getVersion(),
        Runtime.version().feature() + "." + Runtime.version().interim());
  }

  PrometheusMeterRegistry meters() {
    return meters;
  }

  /** The registry for components that only add meters. */
  MeterRegistry asMeterRegistry() {
    return meters;
  }

  private static boolean unwanted(Meter.Id id) {
    return id.getName().startsWith("kafka.")
        && (MANY.stream().anyMatch(label -> id.getTag(label) != null)
            || KAFKA_GROUPS.stream().noneMatch(id.getName()::startsWith));
  }

  @Override
  public void close() {
    gc.close();
    logEvents.close();
    meters.close();
  }
}
