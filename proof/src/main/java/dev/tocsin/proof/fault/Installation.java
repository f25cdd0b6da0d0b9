package dev.tocsin.proof.fault;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.ops.topics.TopicCreation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** An installation of Tocsin for one run: topics, group, keyset, and its instances. */
final class Installation implements AutoCloseable {

  static final int PARTITIONS = 3;
  static final String PROVIDER = "duo";

  private final String name;
  private final Path directory;
  private final Launcher launcher;
  private final Map<String, String> settings = new TreeMap<>();
  private final String keyset = HistoryKeyset.generate().toJson();
  private final List<Instance> instances = new ArrayList<>();

  /**
   * @param name application id, and the prefix of all topics
   * @param directory for states and logs
   * @param launcher of its instances
   * @param changes settings on top of those of every scenario
   */
  Installation(
      String name, Path directory, Stack stack, Launcher launcher, Map<String, String> changes) {
    this.name = name;
    this.launcher = launcher;
    this.directory = directory;
    settings.put("application.id", name);
    settings.put("topic.prefix", name + ".");
    settings.put("bootstrap.servers", stack.bootstrapServers());
    settings.put("schema.registry.url", stack.registryUrl());
    settings.put("providers", PROVIDER);
    settings.put("partitions", Integer.toString(PARTITIONS));
    settings.put("topics.replication.factor", "1");
    settings.put("history.horizon", "3650d");
    // Small, so that blocks are sealed and merged often.
    settings.put("history.block.records", "64");
    settings.put("notification.interval", "200ms");
    settings.put("transaction.timeout", "6s");
    settings.put("kafka.consumer.session.timeout.ms", "6000");
    settings.put("kafka.consumer.heartbeat.interval.ms", "1500");
    settings.put("kafka.consumer.max.poll.interval.ms", "30000");
    settings.put("rocksdb.cache.bytes", "67108864");
    settings.put("rocksdb.write.buffer.bytes", "16777216");
    settings.put("http.port", "0");
    settings.putAll(changes);
  }

  String name() {
    return name;
  }

  Path directory() {
    return directory;
  }

  String keyset() {
    return keyset;
  }

  Map<String, String> settings() {
    return settings;
  }

  /** The configuration of a client, which never goes through the proxy. */
  TocsinConfig config(Stack stack) {
    Map<String, String> direct = new TreeMap<>(settings);
    direct.put("bootstrap.servers", stack.bootstrapServers());
    direct.put("schema.registry.url", stack.registryUrl());
    direct.put("history.keyset", keyset);
    direct.put("state.dir", directory.resolve("no-state").toString());
    return TocsinConfig.load(Sources.of(direct));
  }

  static void createTopics(TocsinConfig config) {
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  Launcher launcher() {
    return launcher;
  }

  /** One more instance, with a state directory of its own; not started. */
  Instance instance() {
    Instance instance = new Instance(this, "tocsin-" + (instances.size() + 1));
    instances.add(instance);
    return instance;
  }

  List<Instance> instances() {
    return instances;
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
  }
}
