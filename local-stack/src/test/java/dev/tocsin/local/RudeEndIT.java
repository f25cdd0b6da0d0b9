package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way the program ends, nothing of its stack stays behind. */
class RudeEndIT {

  /** Seconds on an idle machine; a build machine is rarely idle. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<Process> started = new ArrayList<>();

  @TempDir Path parent;

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldGuardAKeptDirectoryAndFindEverythingInItAfterAKill() throws Exception {
    // Given
    LocalStackSettings settings =
        LocalStackSettings.builder().dataDir(parent.resolve("data")).build();
    Runner runner = run(parent.resolve("data").toString());
    Client client = runner.client();
    client.createTopic("calls");
    client.send("calls", "key", "value");
    int id = client.register("calls-value", "{\"type\":\"string\"}");
    assertThatThrownBy(() -> LocalStack.start(settings))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("in use by another local stack")
        .hasMessageContaining("process " + runner.process().pid());

    // When
    runner.process().destroyForcibly().waitFor();

    // Then
    try (LocalStack stack = LocalStack.start(settings)) {
      assertThat(new Client(stack).read("calls", 1)).containsExactly("key=value");
      assertThat(new Client(stack).schema(id)).contains("string");
      assertThat(runner.registryLives()).isFalse();
    }
  }

  @Test
  void shouldTakeTheRegistryAlongWhenKilledAndSweepAtTheNextStart() throws Exception {
    // Given
    Runner runner = run();

    // When
    long killed = System.nanoTime();
    runner.process().destroyForcibly().waitFor();

    // Then
    await().atMost(SOON).until(() -> !runner.registryLives());
    System.out.println("registry gone after " + millisSince(killed) + " ms of a kill");
    assertThat(runner.dataDir()).isDirectory();
    LocalStack.start(LocalStackSettings.builder().withRegistry(false).build()).close();
    assertThat(runner.dataDir()).doesNotExist();
  }

  @Test
  void shouldCloseOnSigtermAndDeleteATemporaryDirectory() throws Exception {
    // Given
    Runner runner = run();
    assertThat(runner.dataDir()).isDirectory();

    // When
    long asked = System.nanoTime();
    runner.process().destroy();

    // Then
    assertThat(runner.process().waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    System.out.println("stack closed after " + millisSince(asked) + " ms of a SIGTERM");
    assertThat(runner.registryLives()).isFalse();
    assertThat(runner.dataDir()).doesNotExist();
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }

  /** Starts {@link StackRunner} in a JVM of its own and returns once its stack is up. */
  private Runner run(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StackRunner.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("UP ")) {
      line = out.readLine();
    }
    assertThat(line).as("the line that says where the stack is").isNotNull();
    List<String> words = List.of(line.split(" ", -1));
    return new Runner(
        process, words.get(1), words.get(2), Long.parseLong(words.get(3)), Path.of(words.get(4)));
  }

  private record Runner(
      Process process,
      String bootstrapServers,
      String registryUrl,
      long registryPid,
      Path dataDir) {

    Client client() {
      return new Client(Map.of("bootstrap.servers", bootstrapServers), registryUrl);
    }

    boolean registryLives() {
      return ProcessHandle.of(registryPid).map(ProcessHandle::isAlive).orElse(false);
    }
  }
}
