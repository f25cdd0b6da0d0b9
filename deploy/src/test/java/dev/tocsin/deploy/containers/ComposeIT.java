package dev.tocsin.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.deploy.support.Program;
import dev.tocsin.local.Ports;
import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands of the README: start everything, run the demo, remove everything. */
@ExtendWith(ContainersExtension.class)
class ComposeIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final List<String> PORTS =
      List.of("KAFKA_PORT", "REGISTRY_PORT", "HTTP_PORT", "PROMETHEUS_PORT");

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> compose = new ArrayList<>();

  @Test
  void shouldStartAndRunTheDemo(TocsinImage image) throws Exception {
    // Given
    compose.addAll(program());
    compose.addAll(List.of("--project-name", "tocsin-it-" + ProcessHandle.current().pid()));
    environment.put("IMAGE", image.name());
    environment.put("DEMO_IMAGE", image.demo());
    environment.put("DEMO_RECORDS", "2000");
    List<Integer> free = Ports.free(PORTS.size());
    for (int i = 0; i < free.size(); i++) {
      environment.put(PORTS.get(i), Integer.toString(free.get(i)));
    }

    // When
    run("up", "-d");
    String story = run("run", "--rm", "-T", "demo");

    // Then
    assertThat(story).contains("No difference in any record, person or notification.");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(get("PROMETHEUS_PORT", "/api/v1/query?query=up%7Bjob%3D%22tocsin%22%7D"))
                    .contains(",\"1\"]"));
    assertThat(get("HTTP_PORT", "/readyz")).contains("\"ready\":true");

    // All rights are exact, and Tocsin itself may not read its outputs.
    assertThat(run("run", "--rm", "-T", "topics", "topics", "check")).contains("as they should be");
    assertThat(fail("exec", "-T", "tocsin", "tocsin", "incident", "list"))
        .contains("Not authorized to access topics: [exposure.incident]");

    // When
    run("stop", "tocsin");
    run("up", "-d");

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(get("HTTP_PORT", "/readyz")).contains("\"ready\":true"));
    assertThat(run("run", "--rm", "-T", "topics", "incident", "list")).contains("INC-2024-0401");
  }

  @AfterEach
  void down() throws Exception {
    if (!compose.isEmpty()) {
      run("down", "--volumes", "--timeout", "40");
    }
  }

  private static List<String> program() {
    for (List<String> program : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
      List<String> command = new ArrayList<>(program);
      command.add("version");
      if (Engine.runs(command.toArray(String[]::new))) {
        return program;
      }
    }
    Engine.abort("there is neither 'docker compose' nor 'docker-compose'");
    return List.of();
  }

  private String run(String... arguments) throws Exception {
    return ended(true, arguments);
  }

  private String fail(String... arguments) throws Exception {
    return ended(false, arguments);
  }

  private String ended(boolean well, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of(arguments));
    Program.Result result = Program.run(command, Checkout.ROOT, environment);
    assertThat(result.exitCode() == 0)
        .as("%s%n%s", String.join(" ", command), result.output())
        .isEqualTo(well);
    return result.output();
  }

  private String get(String port, String path) throws Exception {
    URI url = URI.create("http://localhost:" + environment.get(port) + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
