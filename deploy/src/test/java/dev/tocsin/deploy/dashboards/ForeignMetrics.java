package dev.tocsin.deploy.dashboards;

import dev.tocsin.deploy.support.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of the metrics of Kafka and the JVM, as a real scrape had them. */
final class ForeignMetrics {

  static final Path FILE =
      Checkout.ROOT.resolve(
          "deploy/src/test/resources/dev/tocsin/deploy/dashboards/foreign-metrics.txt");

  private ForeignMetrics() {}

  /** Those of the file, and those that Prometheus makes itself. */
  static Set<String> known() {
    Set<String> names = new TreeSet<>(Checkout.read(FILE).lines().toList());
    names.addAll(List.of("up", Query.ALERTS));
    return names;
  }
}
