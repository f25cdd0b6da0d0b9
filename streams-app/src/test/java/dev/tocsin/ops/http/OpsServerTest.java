package dev.tocsin.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.ops.health.HealthVerdict;
import dev.tocsin.ops.health.Reason;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile HealthVerdict live = new HealthVerdict(true, List.of());
  private volatile HealthVerdict ready = new HealthVerdict(true, List.of());
  private OpsServer server;

  @BeforeEach
  void start() throws IOException {
    metrics.counter("some.events").increment();
    server = OpsServer.start("127.0.0.1", 0, metrics, () -> live, () -> ready);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void shouldServeMetricsAsPrometheusText() throws Exception {
    // When
    HttpResponse<String> response = get("/metrics");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).startsWith("text/plain; version=0.0.4");
    assertThat(response.body()).contains("some_events_total 1.0").doesNotContain("# EOF");
  }

  @Test
  void shouldServeMetricsAsOpenMetricsWhenAsked() throws Exception {
    // When
    HttpResponse<String> response =
        send(request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0"));

    // Then
    assertThat(contentType(response)).startsWith("application/openmetrics-text");
    assertThat(response.body()).contains("some_events_total 1.0").endsWith("# EOF\n");
  }

  @Test
  void shouldAnswerHealthWithItsReasons() throws Exception {
    // Given
    live =
        new HealthVerdict(
            false, List.of(new Reason("brokers", "do not answer", "start them", true)));
    ready = new HealthVerdict(true, List.of(new Reason("registry", "is slow", "wait", false)));

    // When
    HttpResponse<String> dead = get("/livez");
    HttpResponse<String> fine = get("/readyz");

    // Then
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(contentType(dead)).isEqualTo("application/json");
    JsonNode body = new ObjectMapper().readTree(dead.body());
    assertThat(body.path("live").asBoolean()).isFalse();
    assertThat(body.at("/reasons/0/resource").asText()).isEqualTo("brokers");
    assertThat(body.at("/reasons/0/problem").asText()).isEqualTo("do not answer");
    assertThat(body.at("/reasons/0/remedy").asText()).isEqualTo("start them");
    assertThat(body.at("/reasons/0/blocking").asBoolean()).isTrue();
    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(fine.body()).contains("\"ready\":true", "is slow");
  }

  @Test
  void shouldListThePaths() throws Exception {
    assertThat(get("/").body()).contains("/metrics", "/livez", "/readyz");
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws Exception {
    // When
    HttpResponse<String> response =
        send(request("/readyz").method("HEAD", BodyPublishers.noBody()));

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  @Test
  void shouldRejectOtherPathsAndMethods() throws Exception {
    // When
    HttpResponse<String> unknown = get("/metrics/deeper");
    HttpResponse<String> post = send(request("/metrics").POST(BodyPublishers.ofString("x")));

    // Then
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void shouldContinueAfterAFailedRequest() throws Exception {
    // Given
    live = null;

    // When
    HttpResponse<String> failed = get("/livez");

    // Then
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldFailWhenTheAddressIsInUse() {
    assertThatThrownBy(
            () ->
                OpsServer.start(
                    "127.0.0.1", server.url("/").getPort(), metrics, () -> live, () -> ready))
        .isInstanceOf(IOException.class);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String contentType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }
}
