package dev.tocsin.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
  private final Schedule schedule = new Schedule(context);
  private final List<String> calls = new ArrayList<>();

  @Test
  void shouldPunctuateUntilItEnds() {
    // Given
    schedule.every(Duration.ofSeconds(1), now -> calls.add("tick"));
    schedule.whenEnded(() -> calls.add("end"));
    punctuate();

    // When
    schedule.end();
    punctuate();

    // Then: even if Kafka Streams leaves a punctuator in place
    assertThat(calls).containsExactly("tick", "end");
    assertThat(context.scheduledPunctuators()).allMatch(one -> one.cancelled());
  }

  @Test
  void shouldStopOnePunctuator() {
    // Given
    var stopped = schedule.every(Duration.ofSeconds(1), now -> calls.add("stopped"));
    schedule.every(Duration.ofSeconds(1), now -> calls.add("other"));

    // When
    schedule.stop(stopped);

    // Then
    assertThat(context.scheduledPunctuators())
        .extracting(one -> one.cancelled())
        .containsExactly(true, false);
  }

  private void punctuate() {
    context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(0));
  }
}
