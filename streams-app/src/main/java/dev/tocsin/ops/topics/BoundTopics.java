package dev.tocsin.ops.topics;

import dev.tocsin.naming.ClientNames;
import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.Uuid;

/**
 * The topics that the local state was made with, by the ids that brokers give them, written down
 * beside it: the cluster in the first line, a topic and its id in each of the others.
 *
 * <p>A topic that is deleted comes back under its name, by an administrator or by Kafka Streams
 * itself, and looks as it did. What was in it is missing, and nothing else tells: of an internal
 * topic, findings on their way to the ledger or the state; of windows and accounts, the offsets
 * that newer changes are told from older ones by, so that new ones would pass for known.
 */
public final class BoundTopics {

  /** So many names are told of. */
  private static final int NAMED = 3;

  private final Path file;
  private final String applicationId;

  /**
   * @param stateDir directory of the local state; it exists when something is to be remembered
   */
  public BoundTopics(Path stateDir, String applicationId) {
    this.file = stateDir.resolve("tocsin.topics." + applicationId);
    this.applicationId = applicationId;
  }

  /**
   * What a look found, seen with what was there before.
   *
   * @param findings what differs from the plan, but for topics that were deleted: those are told
   *     once
   * @param lost whether any was deleted, made again or not
   */
  public record Judgement(List<Finding> findings, boolean lost) {
    public Judgement {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Judges a look.
   *
   * @throws IOException when it is not known what the state was made with
   */
  public Judgement judge(TopicReport now) throws IOException {
    List<String> internal = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    read(now.cluster())
        .forEach(
            (topic, id) -> {
              if (!now.bound().getOrDefault(topic, id).equals(id)) {
                (topic.startsWith(ClientNames.internalPrefix(applicationId)) ? internal : inputs)
                    .add(topic);
              }
            });
    List<Finding> findings = new ArrayList<>(now.findings());
    findings.removeIf(finding -> internal.stream().anyMatch(isAbout(finding, "internal topic ")));
    findings.removeIf(finding -> inputs.stream().anyMatch(isAbout(finding, "topic ")));
    if (!internal.isEmpty()) {
      findings.add(
          Finding.wrong(
              "internal topics " + names(internal),
              "deleted while they were in use, and maybe made again",
              "those that the state was made with: what was in them is missing now",
              Remedies.startOver()));
    }
    if (!inputs.isEmpty()) {
      findings.add(
          Finding.wrong(
              "topics " + names(inputs),
              "deleted while they were in use, and maybe made again",
              "those that were read: by their offsets newer changes are told from older ones, and new"
                  + " ones would pass for known",
              Remedies.startOver()));
    }
    return new Judgement(findings, !internal.isEmpty() || !inputs.isEmpty());
  }

  private static Predicate<String> isAbout(Finding finding, String kind) {
    return topic -> finding.resource().equals(kind + topic);
  }

  /**
   * Writes down what is there, and forgets nothing.
   *
   * @throws IOException when that is not possible
   */
  public void remember(TopicReport now) throws IOException {
    Map<String, Uuid> known = read(now.cluster());
    Map<String, Uuid> all = new TreeMap<>(now.bound());
    all.values().removeIf(Uuid.ZERO_UUID::equals);
    all.putAll(known);
    if (all.equals(known)) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(now.cluster()));
    all.forEach((topic, id) -> lines.add(topic + " " + id));
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, lines);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Nothing of another cluster: its topics are other ones, and its state is of no use here. */
  private Map<String, Uuid> read(String cluster) throws IOException {
    Map<String, Uuid> known = new TreeMap<>();
    try {
      List<String> lines = Files.readAllLines(file);
      if (!lines.getFirst().equals(cluster)) {
        return known;
      }
      for (String line : lines.subList(1, lines.size())) {
        String[] parts = line.split(" ", -1);
        known.put(parts[0], Uuid.fromString(parts[1]));
      }
    } catch (NoSuchFileException e) {
      return known;
    } catch (RuntimeException e) {
      throw new IOException(file + " is damaged", e);
    }
    return known;
  }

  private static String names(List<String> topics) {
    String first = String.join(", ", topics.subList(0, Math.min(NAMED, topics.size())));
    return topics.size() > NAMED ? first + " and " + (topics.size() - NAMED) + " more" : first;
  }
}
