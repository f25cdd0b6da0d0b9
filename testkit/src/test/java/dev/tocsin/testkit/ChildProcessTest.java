package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ChildProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void shouldAnswerItsParentAndStop() throws InterruptedException {
    // Given
    ChildProcess child =
        ChildProcess.java(Sleeper.class.getName())
            .heapMib(32)
            .args(List.of("one"))
            .start(directory.resolve("log"));

    // When
    String args = child.awaitSignal("ready", LIMIT).get("args");
    long first = child.liveHeap();
    long second = child.liveHeap();
    child.awaitPrinted("for the log", LIMIT);
    child.close();

    // Then
    assertThat(args).isEqualTo("1");
    assertThat(first).isPositive();
    assertThat(second).isPositive();
    assertThatThrownBy(child::requireAlive).isInstanceOf(ChildProcessException.class);
  }

  @Test
  void shouldReportTheOutputOfAChildThatEnds() {
    // Given
    ChildProcess child =
        ChildProcess.java("dev.tocsin.Missing").name("missing").start(directory.resolve("log"));

    // When, Then
    assertThatThrownBy(() -> child.awaitSignal("ready", LIMIT))
        .isInstanceOf(ChildProcessException.class)
        .hasMessageContaining("missing ended with exit code 1")
        .hasMessageContaining("ClassNotFoundException: dev.tocsin.Missing");
  }

  @Test
  void shouldReadSignalsOfItsOwnStartOnly() throws InterruptedException {
    // Given
    Path log = directory.resolve("log");
    ChildProcess first = ChildProcess.java(Sleeper.class.getName()).heapMib(32).start(log);
    first.awaitSignal("ready", LIMIT);
    first.kill();

    // When
    ChildProcess second =
        ChildProcess.java(Sleeper.class.getName()).heapMib(32).args(List.of("a", "b")).start(log);

    // Then
    assertThat(second.awaitSignal("ready", LIMIT)).containsEntry("args", "2");
    assertThat(second.printed()).doesNotContain("args=0");
    second.close();
  }

  @Test
  void shouldFreezeAndThaw() throws InterruptedException {
    // Given
    ChildProcess child =
        ChildProcess.java(Sleeper.class.getName()).heapMib(32).start(directory.resolve("log"));
    child.awaitSignal("ready", LIMIT);

    // When
    child.freeze();
    child.terminate();

    // Then
    assertThat(child.ended(Duration.ofMillis(300))).isFalse();
    child.thaw();
    assertThat(child.ended(LIMIT)).isTrue();
    assertThat(child.exitCode()).isEqualTo(143);
  }

  @Test
  void shouldEndAChildWhoseParentIsKilled()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    ChildProcess parent =
        ChildProcess.java(Starter.class.getName())
            .args(List.of(directory.resolve("child.log").toString()))
            .start(directory.resolve("parent.log"));
    long pid = Long.parseLong(parent.awaitSignal("started", LIMIT).get("pid"));
    ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

    // When
    parent.kill();

    // Then
    child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  /** A child that signals that it is ready, and stays. */
  public static final class Sleeper {

    public static void main(String[] args) throws InterruptedException {
      ChildMain.signal("ready", "args=" + args.length);
      System.out.println("for the log");
      Thread.currentThread().join();
    }
  }

  /** A parent that starts a child, signals its process id, and stays. */
  public static final class Starter {

    public static void main(String[] args) throws InterruptedException {
      ChildProcess child =
          ChildProcess.java(Sleeper.class.getName()).heapMib(32).start(Path.of(args[0]));
      child.awaitSignal("ready", LIMIT);
      ChildMain.signal("started", "pid=" + child.pid());
      Thread.currentThread().join();
    }
  }
}
