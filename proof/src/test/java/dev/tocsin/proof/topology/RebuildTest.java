package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.proof.oracle.Line;
import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.StoryGenerator;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.control.ControlEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new application id over a control topic with a past. Repeat a case with {@code
 * -Dtocsin.order.seed=S}.
 */
class RebuildTest {

  private static final int REVISIONS = 1_000;
  private static final int WINDOWS = 50;
  private static final int MOST_ROUNDS = 200;
  private static final long RETAINED =
      TopologyHarness.NOW.minus(TopologyHarness.HORIZON).toEpochMilli();

  private final long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final EventSerdes serdes = TopologyHarness.serdes();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldSendNothingThatIsRecalled(boolean windowsFirst) {
    // Given
    Story story = past();
    try (TopologyHarness harness = harness(atOffset(REVISIONS - 1));
        Oracle oracle = new Oracle(RETAINED)) {
      Set<String> inEffect =
          oracle.answer(story).stream()
              .filter(line -> Line.withdrawnIncident(line).isEmpty())
              .collect(Collectors.toSet());

      // When
      send(harness, story, windowsFirst);
      scanAll(harness);

      // Then
      assertThat(recalled(harness)).as("seed %d", seed).isZero();
      assertThat(harness.notifications()).as("seed %d", seed).isNotEmpty();
      assertThat(harness.lines().effective())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(inEffect);
      assertThat(harness.lines().anomalies()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void shouldRecallWhatALiveDetectorHasSent() {
    // Given
    Story story = past();
    try (TopologyHarness harness = harness(ControlEnd.ofEmptyTopic())) {
      // When
      send(harness, story, false);
      scanAll(harness);

      // Then
      assertThat(recalled(harness)).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void shouldWaitForTheEndOfTheTopic() {
    // Given
    CompletableFuture<Long> end = new CompletableFuture<>();
    try (TopologyHarness harness = harness(() -> end)) {
      harness.account("acme");
      harness.log("m1").push();
      harness.window("early").declare();
      harness.window("gone").incident("gone").declare();
      harness.withdraw("gone");
      harness.settle();
      assertThat(harness.flagged()).isEmpty();

      // When
      end.complete(3L);
      harness.settle();

      // Then
      assertThat(harness.flagged()).isEmpty();

      // When
      harness.window("last").incident("last").declare();
      harness.settle();

      // Then
      assertThat(harness.flagged()).containsExactly("breach/m1", "last/m1");
      assertThat(harness.incident("gone")).isNull();
      assertThat(recalled(harness)).isZero();
    }
  }

  @Test
  void shouldPassAnInvalidLastRecord() {
    // Given
    try (TopologyHarness harness = harness(atOffset(1))) {
      harness.account("acme");
      harness.log("m1").push();
      harness.window("w").declare();

      // When
      harness.window("bad").from("2024-03-05T00:00:00Z").to("2024-03-04T00:00:00Z").declare();
      harness.settle();

      // Then
      assertThat(harness.flagged()).containsExactly("breach/m1");
      assertThat(harness.deadLetterReasons()).containsExactly("INVALID_RANGE");
    }
  }

  @Test
  void shouldTryAgainToFindTheEnd() {
    // Given
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    ControlEnd end =
        () -> {
          CompletableFuture<Long> answer = new CompletableFuture<>();
          answers.add(answer);
          return answer;
        };
    try (TopologyHarness harness = harness(end)) {
      harness.log("m1").push();
      harness.window("w").declare();
      answers.getFirst().completeExceptionally(new IllegalStateException("no broker"));
      harness.settle();
      assertThat(harness.flagged()).isEmpty();

      // When
      answers.getLast().complete(0L);
      harness.settle();

      // Then
      assertThat(harness.flagged()).containsExactly("breach/m1");
      assertThat(answers).hasSize(2);
    }
  }

  private static ControlEnd atOffset(long offset) {
    return () -> CompletableFuture.completedFuture(offset);
  }

  private TopologyHarness harness(ControlEnd end) {
    return new TopologyHarness(TopologyHarness.settings(), serdes, new RecordingTelemetry(), end);
  }

  /** Inputs of several stories with many revisions of few windows, a third of them withdrawn. */
  private Story past() {
    List<Push> pushes = new ArrayList<>();
    List<WindowVersion> versions = new ArrayList<>();
    Set<String> accounts = new HashSet<>();
    while (versions.size() < REVISIONS) {
      Story story = StoryGenerator.generate(random, "past");
      if (pushes.size() < 200) {
        pushes.addAll(story.pushes());
      }
      story.windows().forEach(step -> Stream.ofNullable(step.value()).forEach(versions::add));
    }
    pushes.forEach(push -> accounts.add(push.accountId()));
    List<Step<WindowVersion>> windows = new ArrayList<>();
    for (int i = 0; i < REVISIONS; i++) {
      windows.add(
          new Step<>(
              "w" + random.nextInt(WINDOWS), random.nextInt(3) == 0 ? null : versions.get(i)));
    }
    return new Story(
        StoryGenerator.PROVIDERS,
        pushes,
        windows,
        accounts.stream()
            .sorted()
            .map(id -> new Step<>(id, new AccountVersion("Name " + id, null)))
            .toList());
  }

  private void send(TopologyHarness harness, Story story, boolean windowsFirst) {
    List<EncodedInput> inputs =
        EncodedInput.shuffled(story, serdes, TopologyHarness.TOPICS, random);
    EncodedInput.Offsets offsets = new EncodedInput.Offsets();
    if (windowsFirst) {
      inputs.stream().filter(EncodedInput::isWindow).forEach(i -> harness.send(i, offsets));
      inputs.removeIf(EncodedInput::isWindow);
    }
    inputs.forEach(input -> harness.send(input, offsets));
  }

  /** The scans take more steps on a busy machine. */
  private static void scanAll(TopologyHarness harness) {
    int rounds = 0;
    do {
      harness.settle();
      rounds++;
    } while (rounds < MOST_ROUNDS
        && harness.lines().effective().stream().anyMatch(line -> line.contains(" SCANNING")));
  }

  private static long recalled(TopologyHarness harness) {
    return Stream.concat(
            harness.exposed().stream().map(ExposedRecord::getAction),
            harness.notifications().stream().map(ExposureNotification::getAction))
        .filter(action -> action.equals("WITHDRAWN") || action.equals("CLOSED"))
        .count();
  }
}
