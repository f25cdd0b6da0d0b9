package dev.tocsin.proof.fault;

import dev.tocsin.proof.events.DetectorOutputs;
import dev.tocsin.proof.events.OutputLines;
import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import dev.tocsin.testkit.Poisons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the outputs in effect with the expected ones once inputs and faults have ended: nothing
 * is lost or repeated, each input is processed or a dead letter, and no transaction is open.
 */
final class OutputComparison {

  /** The bound from the last input to outputs that no longer change. */
  private static final Duration REST = Duration.ofMinutes(4);

  /** Fifteen notification intervals of an installation here. */
  private static final Duration STILL = Duration.ofSeconds(3);

  private static final int SHOWN = 6;

  /** Before all event times of the inputs. */
  private static final long HORIZON = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private final FaultRun run;
  private final Set<String> expected;
  private long lines;

  OutputComparison(FaultRun run) {
    this.run = run;
    try (Oracle oracle = new Oracle(HORIZON)) {
      Story story = run.inputs().story();
      String logs = run.config().topics().messageLog(Installation.PROVIDER);
      List<Optional<Instant>> sentAt =
          run.inputs().poisoned().values().stream()
              .filter(poison -> poison.topic().equals(logs))
              .map(OutputComparison::sentAt)
              .toList();
      expected = new DeadLetterCoverage(sentAt, story.windows()).applyTo(oracle.answer(story));
    }
  }

  /**
   * Waits until the outputs are at rest.
   *
   * @return problems; empty when there is no difference
   */
  List<String> differencesAtRest() throws Exception {
    long giveUp = System.nanoTime() + REST.toNanos();
    long seen = -1;
    long quietSince = System.nanoTime();
    List<String> wrong = List.of("no output was read");
    while (true) {
      long end = run.probe().committedEnd(run.outputs().topics());
      if (end != seen) {
        seen = end;
        quietSince = System.nanoTime();
      }
      if (System.nanoTime() - quietSince > STILL.toNanos()) {
        wrong = differences();
        if (wrong.isEmpty() || System.nanoTime() - giveUp > 0) {
          return wrong;
        }
        // An output is late, or missing.
        seen = -1;
      } else if (System.nanoTime() - giveUp > 0) {
        wrong = new ArrayList<>(differences());
        wrong.add("the outputs are not at rest after " + REST.toSeconds() + " s");
        return wrong;
      }
      Thread.sleep(500);
    }
  }

  /** How many lines were compared. */
  long lines() {
    return lines;
  }

  private List<String> differences() throws Exception {
    List<String> wrong = new ArrayList<>();
    long lag = run.probe().inputLag();
    if (lag > 0) {
      wrong.add("%,d inputs are not committed by the detector".formatted(lag));
    }
    long there = run.probe().inputRecords();
    if (there != run.inputs().sent()) {
      wrong.add(
          "the topics hold %,d inputs, and %,d were sent".formatted(there, run.inputs().sent()));
    }
    Map<TopicPartition, long[]> hidden = run.probe().hidden();
    if (!hidden.isEmpty()) {
      wrong.add("open transactions on " + hidden.keySet());
    }
    DetectorOutputs.Content content = run.outputs().read();
    OutputLines found = OutputLines.of(content.effective());
    Set<String> due = found.due(expected);
    lines = due.size();
    List<String> differences = new ArrayList<>();
    minus(due, found.effective()).forEach(line -> differences.add("- " + line));
    minus(found.effective(), due).forEach(line -> differences.add("+ " + line));
    found.anomalies().forEach(anomaly -> differences.add("! " + anomaly));
    deadLetters(content, differences);
    run.uncommitted().stream()
        .filter(content.places()::contains)
        .forEach(place -> differences.add("! visible without having been committed: " + place));
    if (!differences.isEmpty()) {
      wrong.add(
          "%,d differences (- missing, + unexpected, ! must never be visible), all in %s; kinds: %s"
              .formatted(differences.size(), write(differences), kinds(differences)));
    }
    return wrong;
  }

  private void deadLetters(DetectorOutputs.Content content, List<String> differences) {
    Map<DetectorOutputs.Place, String> due = new TreeMap<>(OutputComparison::compare);
    run.inputs().poisoned().forEach((origin, poison) -> due.put(origin, poison.reason()));
    for (DetectorOutputs.DeadLetter letter : content.deadLetters()) {
      String reason = due.remove(letter.origin());
      if (reason == null) {
        differences.add("! dead letter of a valid record, or a second one: " + letter);
      } else if (!reason.equals(letter.reason())) {
        differences.add("! dead letter with another reason than " + reason + ": " + letter);
      }
    }
    due.forEach((origin, reason) -> differences.add("! no dead letter: " + origin + " " + reason));
  }

  /** The event time of a malformed log, where it can be read. */
  private static Optional<Instant> sentAt(Poisons.Poison poison) {
    return poison.reason().equals("PROVIDER_MISMATCH")
        ? Optional.of(StoryEncoder.POISON_SENT_AT)
        : Optional.empty();
  }

  private static int compare(DetectorOutputs.Place a, DetectorOutputs.Place b) {
    return a.toString().compareTo(b.toString());
  }

  private static Set<String> minus(Set<String> from, Set<String> what) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(what);
    return rest;
  }

  /** The lines contain phone numbers, so they go to a file and not to the screen. */
  private Path write(List<String> differences) throws IOException {
    return Files.write(run.directory().resolve("differences.txt"), differences);
  }

  private static Map<String, Long> kinds(List<String> differences) {
    return differences.stream()
        .map(line -> line.substring(0, Math.min(line.length(), line.indexOf(' ', 2) + 1)).strip())
        .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .limit(SHOWN)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
