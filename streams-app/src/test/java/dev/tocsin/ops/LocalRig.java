package dev.tocsin.ops;

import dev.tocsin.SharedStack;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.ops.topics.TopicCreation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Configurations for the detectors of a test class on the shared stack, and an HTTP client. */
final class LocalRig implements AutoCloseable {

  /** One for all, so that an installation reads what it wrote before a restart. */
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  static final List<String> STORES =
      List.of(
          StoreNames.CONTROL,
          StoreNames.ACCOUNT,
          StoreNames.HISTORY,
          StoreNames.MATCH,
          StoreNames.IMPACT,
          StoreNames.INCIDENT);

  private final LocalStack stack = SharedStack.plain();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final Path workingDirectory;

  /**
   * @param name prefix of the installations of the test class
   */
  LocalRig(String name, Path workingDirectory) {
    this.name = name;
    this.workingDirectory = workingDirectory;
  }

  /** Settings of an installation with its own topics, group and state. */
  Map<String, String> settings(String installation) {
    String name = this.name + "-" + installation;
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", stack.bootstrapServers());
    settings.put("schema.registry.url", stack.registryUrl());
    settings.put("topic.prefix", name + ".");
    settings.put("application.id", "tocsin-" + name);
    settings.put("providers", "duo");
    settings.put("partitions", "2");
    settings.put("stream.threads", "2");
    settings.put("state.dir", workingDirectory.resolve("state-" + name).toString());
    settings.put("http.port", "0");
    settings.put("history.keyset", KEYSET);
    return settings;
  }

  TocsinConfig config(Map<String, String> settings) {
    return TocsinConfig.load(Sources.of(settings));
  }

  void createTopics(TocsinConfig config) {
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  /** The changelog topics of an installation. */
  static List<String> changelogs(TocsinConfig config) {
    return STORES.stream()
        .map(store -> config.applicationId() + "-" + store + "-changelog")
        .toList();
  }

  KafkaProducer<byte[], byte[]> producer(TocsinConfig config, Map<String, Object> more) {
    Map<String, Object> props = new HashMap<>(config.producerProps("test"));
    props.putAll(more);
    return new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(TocsinConfig config, String topic, int partition, byte[] value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer = producer(config, Map.of())) {
      producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
    }
  }

  HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  /** A scrape, as name with labels to value. */
  Map<String, Double> scrape(Detector detector) throws IOException, InterruptedException {
    return get(detector.metricsUrl())
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> value(line.substring(line.lastIndexOf(' ') + 1))));
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
