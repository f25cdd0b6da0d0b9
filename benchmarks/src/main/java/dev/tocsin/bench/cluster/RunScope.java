package dev.tocsin.bench.cluster;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.testkit.Directories;
import dev.tocsin.testkit.GroupProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What one run uses: topics under a prefix, a consumer group, a directory. */
public final class RunScope implements AutoCloseable {

  private final BenchCluster cluster;
  private final String name;
  private final Path directory;
  private final GroupProgress offsets;

  private RunScope(BenchCluster cluster, String name, Path directory) {
    this.cluster = cluster;
    this.name = name;
    this.directory = directory;
    this.offsets = new GroupProgress(cluster.admin(), name);
  }

  static RunScope create(BenchCluster cluster, String name, Path directory) {
    RunScope run = new RunScope(cluster, name, directory);
    try {
      Files.createDirectories(directory);
      new TopicCreation(run.config(Map.of()), cluster.admin()).run(false);
      run.await(
          cluster
              .admin()
              .createTopics(
                  List.of(
                      new NewTopic(
                          run.matches(),
                          Optional.of(DetectorSettings.PARTITIONS),
                          Optional.empty())))
              .all());
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The detector's settings for this run. */
  public Map<String, String> settings(Map<String, String> more) {
    return DetectorSettings.of(this, more);
  }

  /** The same, checked. */
  public TocsinConfig config(Map<String, String> more) {
    return TocsinConfig.load(Sources.of(settings(more)));
  }

  public BenchCluster cluster() {
    return cluster;
  }

  public TopicNames topics() {
    return new TopicNames(prefix());
  }

  /** The topic of the workload's message logs. */
  public String logs() {
    return topics().messageLog(DetectorSettings.PROVIDER);
  }

  /** Where the contenders other than the detector write what they find. */
  public String matches() {
    return prefix() + "match";
  }

  String prefix() {
    return name + ".";
  }

  /** The consumer group that the contender has to use. */
  public String group() {
    return name;
  }

  public Path stateDir() {
    return directory.resolve("state");
  }

  /** Where the contender's diagnostics go. */
  public Path log() {
    return directory.resolve(name + ".log");
  }

  /** Records of the message logs that the contender has committed. */
  public long committed() {
    return committedOffsets().entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(logs()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Committed offsets of the contender's group, internal topics included. */
  public Map<TopicPartition, Long> committedOffsets() {
    return await(offsets::committed);
  }

  /** Whether all records of the detector's input topics are committed. */
  public boolean inputsCommitted() {
    List<String> inputs = List.of(logs(), topics().account(), topics().window());
    return await(() -> offsets.lag(offsets.partitions(inputs))).isEmpty();
  }

  /** Bytes on the broker's disk of this run's topics whose name ends like this. */
  public long storedBytes(String suffix) {
    return await(cluster.admin().describeLogDirs(List.of(1)).allDescriptions()).values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(entry -> isMine(entry.getKey().topic()))
        .filter(entry -> entry.getKey().topic().endsWith(suffix))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }

  /** Deletes the state directory, as if the disk had been lost. */
  public void loseState() {
    Directories.delete(stateDir());
  }

  /** Deletes the topics and the state; the log stays until the series ends. */
  @Override
  public void close() {
    Set<String> mine =
        await(cluster.admin().listTopics().names()).stream()
            .filter(this::isMine)
            .collect(Collectors.toSet());
    await(cluster.admin().deleteTopics(mine).all());
    Directories.delete(stateDir());
  }

  private boolean isMine(String topic) {
    return topic.startsWith(prefix()) || topic.startsWith(group() + "-");
  }

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private <T> T await(Question<T> question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused a request of " + name, e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the broker does not answer " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }

  private <T> T await(KafkaFuture<T> future) {
    return await(() -> GroupProgress.answer(future));
  }
}
