package dev.tocsin.proof.fault;

import dev.tocsin.proof.oracle.Oracle;
import dev.tocsin.proof.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether what stands is what must stand, once inputs and faults have ended: nothing lost, nothing
 * told twice, each record read or buried, no transaction left open.
 */
final class OutputComparison {

  /** How long the detector may take to come to rest after the last input. */
  static final Duration REST = Duration.ofMinutes(4);

  private static final Duration STILL = Duration.ofSeconds(3);
  private static final int SHOWN = 6;

  /** Behind everything that is retained here. */
  private static final long HORIZON = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private final Trial trial;
  private final Set<String> expected;
  private long lines;

  OutputComparison(Trial trial) {
    this.trial = trial;
    try (Oracle oracle = new Oracle(HORIZON)) {
      Story story = trial.traffic().story();
      String logs = trial.config().topics().messageLog(Installation.PROVIDER);
      List<Poisons.Poison> buried =
          trial.traffic().poisoned().values().stream().filter(p -> p.topic().equals(logs)).toList();
      expected = new Doubt(buried, story.windows()).in(oracle.answer(story));
    }
  }

  /**
   * Waits for rest and judges.
   *
   * @return what is wrong; empty when all holds
   */
  List<String> judge() throws Exception {
    long giveUp = System.nanoTime() + REST.toNanos();
    long seen = -1;
    long quietSince = System.nanoTime();
    List<String> wrong = List.of("nothing was read");
    while (true) {
      long end = trial.probe().committedEnd(trial.outputs().topics());
      if (end != seen) {
        seen = end;
        quietSince = System.nanoTime();
      }
      if (System.nanoTime() - quietSince > STILL.toNanos()) {
        wrong = differences();
        if (wrong.isEmpty() || System.nanoTime() - giveUp > 0) {
          return wrong;
        }
        // Something is still on its way, or will never come.
        seen = -1;
      } else if (System.nanoTime() - giveUp > 0) {
        wrong = new ArrayList<>(differences());
        wrong.add("the outputs do not come to rest");
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
    long lag = trial.probe().inputLag();
    if (lag > 0) {
      wrong.add("%,d inputs are not committed".formatted(lag));
    }
    long there = trial.probe().inputRecords();
    if (there != trial.traffic().sent()) {
      wrong.add(
          "%,d inputs lie in the topics, %,d were sent".formatted(there, trial.traffic().sent()));
    }
    Map<TopicPartition, long[]> hidden = trial.probe().hidden();
    if (!hidden.isEmpty()) {
      wrong.add("open transactions on " + hidden.keySet());
    }
    Outputs.Content content = trial.outputs().read();
    Set<String> said = content.heard().lines();
    lines = expected.size();
    List<String> differences = new ArrayList<>();
    minus(expected, said).forEach(line -> differences.add("- " + line));
    minus(said, expected).forEach(line -> differences.add("+ " + line));
    content.heard().stumbles().forEach(stumble -> differences.add("! " + stumble));
    deadLetters(content, differences);
    trial.torn().stream()
        .filter(content.places()::contains)
        .forEach(place -> differences.add("! was not committed and is read: " + place));
    if (!differences.isEmpty()) {
      wrong.add(
          "%,d differences (- lacks, + too much, ! stumbled over), all in %s; of kinds %s"
              .formatted(differences.size(), write(differences), kinds(differences)));
    }
    return wrong;
  }

  private void deadLetters(Outputs.Content content, List<String> differences) {
    Map<RandomInputs.Origin, String> due = new TreeMap<>(OutputComparison::compare);
    trial.traffic().poisoned().forEach((origin, poison) -> due.put(origin, poison.reason()));
    for (Outputs.DeadLetter letter : content.deadLetters()) {
      String reason = due.remove(letter.origin());
      if (reason == null) {
        differences.add("! dead letter of a good record, or twice: " + letter);
      } else if (!reason.equals(letter.reason())) {
        differences.add("! dead letter for another reason than " + reason + ": " + letter);
      }
    }
    due.forEach((origin, reason) -> differences.add("! no dead letter: " + origin + " " + reason));
  }

  private static int compare(RandomInputs.Origin a, RandomInputs.Origin b) {
    return a.toString().compareTo(b.toString());
  }

  private static Set<String> minus(Set<String> from, Set<String> what) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(what);
    return rest;
  }

  /** Lines name numbers, so they go into a file and not to the screen. */
  private Path write(List<String> differences) throws IOException {
    return Files.write(trial.directory().resolve("differences.txt"), differences);
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
