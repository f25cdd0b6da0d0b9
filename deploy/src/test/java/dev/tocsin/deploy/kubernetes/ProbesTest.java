package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.health.HealthVerdict;
import dev.tocsin.ops.http.OpsServer;
import dev.tocsin.testkit.Checkout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What asks a pod how it is asks where the server of health and metrics answers. */
class ProbesTest {

  private static final HealthVerdict GOOD = new HealthVerdict(true, List.of());
  private static final HealthVerdict BAD = new HealthVerdict(false, List.of());

  private final Container detector =
      new Rendered(Manifests.read(Checkout.read(file("base/statefulset.yaml")))).detector();

  @Test
  void shouldAskForLifeUntilItIsRestarted() throws Exception {
    for (Probe probe : List.of(detector.getStartupProbe(), detector.getLivenessProbe())) {
      assertThat(status(probe, GOOD, BAD)).isEqualTo(200);
      assertThat(status(probe, BAD, GOOD)).isEqualTo(503);
    }
  }

  @Test
  void shouldAskForReadinessUntilItIsPassedOver() throws Exception {
    assertThat(status(detector.getReadinessProbe(), BAD, GOOD)).isEqualTo(200);
    assertThat(status(detector.getReadinessProbe(), GOOD, BAD)).isEqualTo(503);
  }

  @Test
  void shouldAskForMetrics() throws Exception {
    // Given
    PodMonitor monitor =
        (PodMonitor) Manifests.read(Checkout.read(file("monitoring/podmonitor.yaml"))).getFirst();
    // Then
    assertThat(monitor.getSpec().getPodMetricsEndpoints())
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.getPort()).isEqualTo(portName());
              assertThat(status(endpoint.getPath(), BAD, BAD)).isEqualTo(200);
            });
  }

  private int status(Probe probe, HealthVerdict live, HealthVerdict ready) throws Exception {
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(portName());
    return status(probe.getHttpGet().getPath(), live, ready);
  }

  private String portName() {
    return detector.getPorts().getFirst().getName();
  }

  private static int status(String path, HealthVerdict live, HealthVerdict ready)
      throws IOException, InterruptedException {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (OpsServer server = OpsServer.start("127.0.0.1", 0, metrics, () -> live, () -> ready);
        HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(server.url(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static java.nio.file.Path file(String name) {
    return Checkout.KUBERNETES.resolve(name);
  }
}
