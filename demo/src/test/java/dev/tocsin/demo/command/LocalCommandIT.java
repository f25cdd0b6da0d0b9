package dev.tocsin.demo.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.demo.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldRunStackUntilInterrupted() throws Exception {
    // Given
    Path data = directory.resolve("stack");
    AtomicInteger exitCode = new AtomicInteger(-1);
    Thread command =
        new Thread(
            () ->
                exitCode.set(
                    execute(
                        "local",
                        "--port",
                        "0",
                        "--registry-port",
                        "0",
                        "--create-topics",
                        "--data",
                        data.toString(),
                        "--output",
                        "json")));

    // When
    command.start();
    await().atMost(Duration.ofMinutes(3)).until(() -> err.toString().contains("Ready."));
    JsonNode started = new ObjectMapper().readTree(out.toString());
    Set<String> topics;
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", started.get("bootstrap_servers").asText()))) {
      topics = admin.listTopics().names().get();
    }
    command.interrupt();
    command.join(Duration.ofMinutes(1));

    // Then
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(topics).contains("telephony.message-log.duo", "exposure.window");
    assertThat(started.get("registry_url").asText()).startsWith("http://127.0.0.1:");
    assertThat(exitCode).hasValue(130);
    assertThat(data).isNotEmptyDirectory();
  }

  @Test
  void shouldSeparateDataFromMessages() throws Exception {
    // Given
    Thread command = new Thread(() -> execute("local", "--port", "0", "--registry-port", "0"));

    // When
    command.start();
    await().atMost(Duration.ofMinutes(3)).until(() -> err.toString().contains("Ready."));
    command.interrupt();
    command.join(Duration.ofMinutes(1));

    // Then
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Kafka     127.0.0.1:"),
            line -> assertThat(line).startsWith("Registry  http://127.0.0.1:"),
            line -> assertThat(line).startsWith("Data      "));
    assertThat(err.toString())
        .contains(
            "tocsin topics create --bootstrap-servers",
            "tocsin schemas register",
            "tocsin run --bootstrap-servers",
            "Ready. Ctrl-C ends both.");
  }

  @Test
  void shouldRejectInvalidPort() {
    // When
    int exitCode = execute("local", "--port", "70000");

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--port must be from 1 to 65535");
  }

  @Test
  void shouldRejectForeignDirectory() throws Exception {
    // Given
    Files.writeString(directory.resolve("letter.txt"), "mine");

    // When
    int exitCode =
        execute("local", "--port", "0", "--registry-port", "0", "--data", directory.toString());

    // Then
    assertThat(exitCode).isEqualTo(69);
    assertThat(err.toString()).contains("holds something else");
    assertThat(directory).isDirectoryContaining("glob:**letter.txt");
  }

  private int execute(String... args) {
    CliEnvironment environment =
        new CliEnvironment(Map.of("TOCSIN_LOG_LEVEL", "WARN"), directory, false);
    return Main.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
