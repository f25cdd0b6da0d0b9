package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {

  @Test
  void shouldRunActionOnEachSignal() throws Exception {
    // Given
    Semaphore arrived = new Semaphore(0);
    assertThat(Signals.on("CONT", arrived::release)).isTrue();

    for (int i = 0; i < 2; i++) {
      // When
      new ProcessBuilder("kill", "-CONT", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();

      // Then
      assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shouldReportSignalsThatCannotBeHandled() {
    assertThat(Signals.on("KILL", () -> {})).isFalse();
    assertThat(Signals.on("NONSENSE", () -> {})).isFalse();
  }
}
