package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.InputFeed;
import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.telemetry.Metric;
import dev.tocsin.testkit.ChildProcess;
import dev.tocsin.testkit.GroupProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * One detector in several processes, static members of its group, which can be killed one by one.
 */
final class Instances implements AutoCloseable {

  private static final String MEMBER = "kafka.consumer.group.instance.id";

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunScope run;
  private final InputFeed feed;
  private final List<Instance> all = new ArrayList<>();

  /** A process of it, with a state directory of its own. */
  final class Instance {

    private final String name;
    private final Map<String, String> settings;
    private ChildProcess child;
    private URI metrics;

    private Instance(String name, int standbys) throws InterruptedException {
      this.name = name;
      this.settings =
          Map.of(
              "state.dir",
              run.stateDir().resolve(name).toString(),
              "standby.replicas",
              Integer.toString(standbys),
              MEMBER,
              name);
      child = Contender.TOCSIN.start(run, settings);
      metrics = metricsUrl();
    }

    void kill() throws InterruptedException {
      child.kill();
    }

    /** Starts it again and waits until it has opened its port, which is before it is ready. */
    void start() throws InterruptedException {
      child = Contender.TOCSIN.start(run, settings);
      metrics = metricsUrl();
    }

    private URI metricsUrl() throws InterruptedException {
      return URI.create(child.awaitSignal("started", Arena.LIMIT).getOrDefault("metrics", ""));
    }

    /** Changelog records that this process has restored for tasks that it took over. */
    double restored() throws InterruptedException {
      return value(Metric.RESTORED_RECORDS);
    }

    private double value(Metric metric) throws InterruptedException {
      try {
        HttpRequest request = HttpRequest.newBuilder(metrics).build();
        return http.send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(metric.prometheusName()))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
      } catch (IOException e) {
        throw new UncheckedIOException(name + " does not answer at " + metrics, e);
      }
    }
  }

  private Instances(Arena arena) {
    run = arena.cluster().newRun(Contender.TOCSIN.label());
    feed = new InputFeed(run);
    feed.accounts();
  }

  /** Starts them one after the other, on topics without log records. */
  static Instances start(Arena arena, int count, int standbys) throws InterruptedException {
    Instances instances = new Instances(arena);
    for (int i = 0; i < count; i++) {
      Instance instance = instances.new Instance("instance-" + i, standbys);
      instance.child.awaitSignal("ready", Arena.LIMIT);
      instances.all.add(instance);
    }
    return instances;
  }

  RunScope run() {
    return run;
  }

  InputFeed feed() {
    return feed;
  }

  /** The one that processes most partitions of the message logs. */
  Instance busiest() throws InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    for (MemberDescription member : members()) {
      int logs =
          (int)
              member.assignment().topicPartitions().stream()
                  .filter(partition -> partition.topic().equals(run.logs()))
                  .count();
      String id = member.groupInstanceId().orElse("");
      // Kafka Streams adds the number of the thread.
      partitions.merge(id.substring(0, Math.max(0, id.lastIndexOf('-'))), logs, Integer::sum);
    }
    return all.stream()
        .max(Comparator.comparing(instance -> partitions.getOrDefault(instance.name, 0)))
        .orElseThrow();
  }

  /** Another one than that; the same when there is no other. */
  Instance besides(Instance one) {
    return all.stream().filter(instance -> instance != one).findFirst().orElse(one);
  }

  /** Waits until all run, have no work left, and standbys lack nothing. */
  void settle() throws InterruptedException {
    long deadline = System.nanoTime() + Arena.LIMIT.toNanos();
    for (Instance instance : all) {
      ContenderWatch.untilIdle(instance.child, run);
      while (instance.value(Metric.RESTORING_PARTITIONS) > 0
          || instance.value(Metric.STANDBY_LAG) > 0) {
        Thread.sleep(ContenderWatch.PAUSE);
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(instance.name + " restores without end: " + run.log());
        }
      }
    }
  }

  /** Waits until so many log records are committed by an instance and those beside it. */
  void awaitCommitted(Instance alive, int records) throws InterruptedException {
    ContenderWatch.untilCommitted(alive.child, run, records);
  }

  @Override
  public void close() {
    all.forEach(instance -> instance.child.close());
    http.close();
    feed.close();
    run.close();
  }

  private List<MemberDescription> members() throws InterruptedException {
    try {
      return GroupProgress.answer(
              run.cluster().admin().describeConsumerGroups(List.of(run.group())).all())
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the members of " + run.group() + " cannot be read", e);
    }
  }
}
