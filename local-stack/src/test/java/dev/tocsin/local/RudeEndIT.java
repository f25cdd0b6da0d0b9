package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the program ends, nothing of its stack remains. */
class RudeEndIT {

  /** Seconds on an idle machine; a build machine is rarely idle. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final List<ChildProcess> started = new ArrayList<>();

  @TempDir Path parent;

  @AfterEach
  void endAll() throws InterruptedException {
    for (ChildProcess process : started) {
      process.kill();
    }
  }

  @Test
  void shouldGuardAKeptDirectoryAndReuseItAfterAKill() throws Exception {
    // Given
    LocalStackSettings settings =
        LocalStackSettings.builder().dataDir(parent.resolve("data")).build();
    Runner runner = run("data=" + parent.resolve("data"));
    Client client = runner.client();
    client.createTopic("calls");
    client.send("calls", "key", "value");
    int id = client.register("calls-value", "{\"type\":\"string\"}");
    assertThatThrownBy(() -> LocalStack.start(settings))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("in use by another local stack")
        .hasMessageContaining("process " + runner.process().pid());

    // When
    runner.process().kill();

    // Then
    try (LocalStack stack = LocalStack.start(settings)) {
      assertThat(new Client(stack).read("calls", 1)).containsExactly("key=value");
      assertThat(new Client(stack).schema(id)).contains("string");
      assertThat(runner.registryLives()).isFalse();
    }
  }

  @Test
  void shouldEndTheRegistryWhenKilledAndCleanUpAtTheNextStart() throws Exception {
    // Given
    Runner runner = run();

    // When
    long killed = System.nanoTime();
    runner.process().kill();

    // Then
    await().atMost(SOON).until(() -> !runner.registryLives());
    System.out.println("registry gone after " + millisSince(killed) + " ms of a kill");
    assertThat(runner.dataDir()).isDirectory();
    Runner next = run();
    assertThat(next.dataDir()).isDirectory().isNotEqualTo(runner.dataDir());
    assertThat(runner.dataDir()).doesNotExist();
  }

  @Test
  void shouldCloseOnSigtermAndDeleteATemporaryDirectory() throws Exception {
    // Given
    Runner runner = run();
    assertThat(runner.dataDir()).isDirectory();

    // When
    long asked = System.nanoTime();
    runner.process().terminate();

    // Then
    assertThat(runner.process().ended(SOON)).isTrue();
    System.out.println("stack closed after " + millisSince(asked) + " ms of a SIGTERM");
    assertThat(runner.registryLives()).isFalse();
    assertThat(runner.dataDir()).doesNotExist();
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }

  /**
   * Starts a stack in a JVM of its own and returns once it answers. Temporary directories are
   * {@link #parent}'s: any other stack of this machine that starts meanwhile would clean up too.
   */
  private Runner run(String... args) throws InterruptedException {
    ChildProcess process =
        ChildProcess.java(LocalStackMain.class.getName())
            .heapMib(512)
            .options(List.of("-Djava.io.tmpdir=" + parent))
            .args(List.of(args))
            .start(parent.resolve("stack-" + started.size() + ".log"));
    started.add(process);
    Map<String, String> ready = process.awaitSignal("ready", READY_LIMIT);
    return new Runner(
        process,
        ready.get("bootstrap"),
        ready.get("registry"),
        Long.parseLong(ready.get("registry-pid")),
        Path.of(ready.get("data")));
  }

  private record Runner(
      ChildProcess process,
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
