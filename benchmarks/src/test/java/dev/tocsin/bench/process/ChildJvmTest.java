package dev.tocsin.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void shouldAnswerItsParentAndEndWithIt() throws InterruptedException {
    // Given
    ChildJvm child = ChildJvm.start(spec(Sleeper.class));

    // When
    String args = child.await("ready", LIMIT).get("args");
    long heap = child.liveHeap();
    Duration cpu = child.cpu();
    child.close();

    // Then
    assertThat(args).isEqualTo("1");
    assertThat(heap).isPositive();
    assertThat(cpu).isPositive();
    assertThatThrownBy(child::requireAlive).isInstanceOf(ChildException.class);
  }

  @Test
  void shouldNameTheLogOfAChildThatEnds() {
    // Given
    ChildJvm child =
        ChildJvm.start(
            new ChildJvm.Spec(
                "nobody",
                "dev.tocsin.Nobody",
                List.of(),
                32,
                ClassPaths.own(),
                List.of(),
                directory.resolve("log")));

    // When, Then
    assertThatThrownBy(() -> child.await("ready", LIMIT))
        .isInstanceOf(ChildException.class)
        .hasMessageContaining("nobody ended by itself")
        .hasMessageContaining("log");
  }

  @Test
  void shouldEndAChildWhoseParentIsKilled()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    // Given
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ClassPaths.own(),
                Starter.class.getName(),
                directory.resolve("log").toString())
            .start();
    BufferedReader said = parent.inputReader();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

    // When
    parent.destroyForcibly().waitFor();

    // Then
    child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void shouldTellACompilerThreadByItsName() {
    // Given
    String fields = " S 1 2 3 4 5 6 7 8 9 10 20 3 0 0 20 0 40";

    // When, Then
    assertThat(CompilerThreads.ticks("77 (C2 CompilerThre)" + fields)).isEqualTo(23);
    assertThat(CompilerThreads.ticks("78 (C1 CompilerThre)" + fields)).isEqualTo(23);
    assertThat(CompilerThreads.ticks("79 (odd ) name)" + fields)).isZero();
  }

  private ChildJvm.Spec spec(Class<?> main) {
    return new ChildJvm.Spec(
        "child",
        main.getName(),
        List.of("one"),
        32,
        ClassPaths.own(),
        List.of(),
        directory.resolve("log"));
  }
}
