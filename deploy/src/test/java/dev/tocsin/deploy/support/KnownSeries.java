package dev.tocsin.deploy.support;

import dev.tocsin.telemetry.Metric;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Series that a query can read where Tocsin is scraped. */
public final class KnownSeries {

  /** Names of what Kafka and the JVM publish beside Tocsin, as a real scrape had them. */
  public static final Path FOREIGN =
      Checkout.ROOT.resolve(
          "deploy/src/test/resources/dev/tocsin/deploy/support/foreign-metrics.txt");

  private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

  private static final Pattern HISTOGRAM_PART = Pattern.compile("_(bucket|sum|count|max)$");

  private KnownSeries() {}

  /** Whether Tocsin, Kafka, the JVM or Prometheus itself publishes it. */
  public static boolean contains(String name) {
    return ownerOf(name).isPresent() || foreign().contains(name) || OF_PROMETHEUS.contains(name);
  }

  /** The metric of Tocsin's that it belongs to. A histogram itself is none of its series. */
  public static Optional<Metric> ownerOf(String name) {
    return Arrays.stream(Metric.values()).filter(metric -> isOf(metric, name)).findFirst();
  }

  /** Names of those of Kafka and the JVM. */
  public static Set<String> foreign() {
    return new TreeSet<>(Checkout.read(FOREIGN).lines().toList());
  }

  private static boolean isOf(Metric metric, String name) {
    if (metric.kind() != Metric.Kind.HISTOGRAM) {
      return name.equals(metric.prometheusName());
    }
    Matcher part = HISTOGRAM_PART.matcher(name);
    return part.find() && name.substring(0, part.start()).equals(metric.prometheusName());
  }
}
