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
 * The topics from which the local state was built, by their topic ids, in a file beside the state:
 * the cluster id in the first line, a topic and its id in each of the others.
 *
 * <p>An administrator or Kafka Streams can recreate a deleted topic under its name. Its records are
 * lost, and only the topic id shows it. An internal topic held findings or state; the offsets of
 * windows and accounts order their changes, so that new changes would be taken for known ones.
 */
public final class BoundTopics {

  /** Maximum number of names in a finding. */
  private static final int NAMED = 3;

  private final Path file;
  private final String applicationId;

  /**
   * @param stateDir directory of the local state; it must exist for {@link #remember}
   */
  public BoundTopics(Path stateDir, String applicationId) {
    this.file = stateDir.resolve("tocsin.topics." + applicationId);
    this.applicationId = applicationId;
  }

  /**
   * A report compared with the known topics.
   *
   * @param findings the differences from the plan; a deleted topic is reported only once
   * @param lost whether any topic was deleted, recreated or not
   */
  public record Judgement(List<Finding> findings, boolean lost) {
    public Judgement {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Compares a report with the known topics.
   *
   * @throws IOException when the known topics cannot be read
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
              "deleted while in use, and possibly recreated",
              "the topics from which the state was built; their records are lost",
              Remedies.startOver()));
    }
    if (!inputs.isEmpty()) {
      findings.add(
          Finding.wrong(
              "topics " + names(inputs),
              "deleted while in use, and possibly recreated",
              "the topics from which the state was built; their offsets order changes, and new"
                  + " changes would be taken for known ones",
              Remedies.startOver()));
    }
    return new Judgement(findings, !internal.isEmpty() || !inputs.isEmpty());
  }

  private static Predicate<String> isAbout(Finding finding, String kind) {
    return topic -> finding.resource().equals(kind + topic);
  }

  /**
   * Records the topics of a report, in addition to the known topics.
   *
   * @throws IOException when the file cannot be written
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

  /** Empty when the file belongs to another cluster, whose state is not used. */
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
      throw new IOException("cannot parse " + file, e);
    }
    return known;
  }

  private static String names(List<String> topics) {
    String first = String.join(", ", topics.subList(0, Math.min(NAMED, topics.size())));
    return topics.size() > NAMED ? first + " and " + (topics.size() - NAMED) + " more" : first;
  }
}
