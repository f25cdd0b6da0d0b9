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
import org.apache.kafka.common.Uuid;

/**
 * The topics that the local state was made with, by the ids that brokers give them, written down
 * beside it.
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
   * What was deleted since, whether it was made again or not.
   *
   * @throws IOException when it is not known what the state was made with
   */
  public List<Finding> lost(TopicReport now) throws IOException {
    List<String> internal = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    read()
        .forEach(
            (topic, id) -> {
              Uuid current = now.bound().getOrDefault(topic, id);
              if (!current.equals(id)) {
                (topic.startsWith(ClientNames.internalPrefix(applicationId)) ? internal : inputs)
                    .add(topic);
              }
            });
    // That an input is missing is found by its plan, and mended there.
    inputs.removeIf(topic -> Uuid.ZERO_UUID.equals(now.bound().get(topic)));
    List<Finding> findings = new ArrayList<>();
    if (!internal.isEmpty()) {
      findings.add(
          Finding.wrong(
              "internal topics " + names(internal),
              "deleted while they were in use, and maybe made again",
              "those that the state was made with: what was in them is missing now",
              Mends.startOver()));
    }
    if (!inputs.isEmpty()) {
      findings.add(
          Finding.wrong(
              "topics " + names(inputs),
              "deleted and made again",
              "those that were read: by their offsets newer changes are told from older ones, and new"
                  + " ones would pass for known",
              Mends.startOver()));
    }
    return findings;
  }

  /**
   * Writes down what is there, and forgets nothing.
   *
   * @throws IOException when that is not possible
   */
  public void remember(TopicReport now) throws IOException {
    Map<String, Uuid> known = read();
    Map<String, Uuid> all = new TreeMap<>(now.bound());
    all.values().removeIf(Uuid.ZERO_UUID::equals);
    all.putAll(known);
    if (all.equals(known)) {
      return;
    }
    List<String> lines =
        all.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.write(draft, lines);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, Uuid> read() throws IOException {
    Map<String, Uuid> known = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", -1);
        known.put(parts[0], Uuid.fromString(parts[1]));
      }
    } catch (NoSuchFileException e) {
      return known;
    } catch (RuntimeException e) {
      throw new IOException(file + " is damaged; delete it when no topic was deleted", e);
    }
    return known;
  }

  private static String names(List<String> topics) {
    String first = String.join(", ", topics.subList(0, Math.min(NAMED, topics.size())));
    return topics.size() > NAMED ? first + " and " + (topics.size() - NAMED) + " more" : first;
  }
}
