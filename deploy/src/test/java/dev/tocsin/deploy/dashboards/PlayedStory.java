package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.story.DemoOptions;
import dev.tocsin.demo.story.DemoRun;
import dev.tocsin.demo.story.DemoStory;
import dev.tocsin.demo.story.Narrator;
import dev.tocsin.demo.story.StoryOutcome;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.deploy.support.PrometheusServer;
import dev.tocsin.deploy.support.QuickConfiguration;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The demo's story, told to a detector that a Prometheus watches from before the first record. What
 * is true at its end is known twice: from the detector's topics, and by brute force, which the
 * story compares itself.
 */
final class PlayedStory implements AutoCloseable {

  private static final DemoOptions OPTIONS = new DemoOptions(20_000, 2_000, 2, 1, 100, null, true);

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  /** What is coalesced, and what is asked of the brokers every 30 s, is told by then. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(35);

  private final LocalStack stack;
  private final TocsinConfig config;
  private final Detector detector;
  private final PrometheusServer prometheus;
  private final JsonNode truth;
  private final double begin;
  private final double end;

  private PlayedStory(
      LocalStack stack,
      TocsinConfig config,
      Detector detector,
      PrometheusServer prometheus,
      JsonNode truth,
      double begin,
      double end) {
    this.stack = stack;
    this.config = config;
    this.detector = detector;
    this.prometheus = prometheus;
    this.truth = truth;
    this.begin = begin;
    this.end = end;
  }

  static PlayedStory play(Path directory)
      throws IOException, InterruptedException, TimeoutException {
    LocalStack stack = LocalStack.start(LocalStackSettings.defaults());
    try {
      TocsinConfig config = DemoRun.config(stack, OPTIONS);
      try (Admin admin = Admin.create(config.adminProps())) {
        new TopicCreation(config, admin).run(false);
      }
      Detector detector = Detector.start(config);
      stack.closeFirst(detector);
      detector.awaitReady(READY_LIMIT);
      PrometheusServer prometheus =
          PrometheusServer.start(
              directory.resolve("prometheus"),
              QuickConfiguration.of(detector.metricsUrl().getAuthority(), ruleFiles()));
      stack.closeFirst(prometheus);
      double begin = awaitScrape(prometheus, 0);
      StoryOutcome outcome = tell(config);
      double settled = awaitScrape(prometheus, begin) + AFTERWARDS.toSeconds();
      double end = awaitScrape(prometheus, settled);
      return new PlayedStory(
          stack,
          config,
          detector,
          prometheus,
          new ObjectMapper().valueToTree(outcome.document()),
          begin,
          end);
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Files of rules that are shipped. */
  static List<Path> ruleFiles() {
    return Checkout.list(Checkout.MONITORING.resolve("rules"), ".rules.yml");
  }

  PrometheusServer prometheus() {
    return prometheus;
  }

  /** The report of the story. */
  JsonNode truth() {
    return truth;
  }

  /** Time of the first scrape, before anything was pushed, in Unix seconds. */
  double begin() {
    return begin;
  }

  /** Time of a scrape after everything had settled. */
  double end() {
    return end;
  }

  /** What the detector wrote last about each incident. */
  Map<String, IncidentSummary> summaries() {
    Map<String, IncidentSummary> summaries = new LinkedHashMap<>();
    String topic = config.topics().incident();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            config.consumerProps("boards", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Deserializer<IncidentSummary> incidents = Wiring.serdes(config).incident().deserializer();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    summaries.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        incidents.deserialize(topic, record.value())));
      }
    }
    return summaries;
  }

  /** What the detector serves now, as Prometheus reads it. */
  String scrape() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(detector.metricsUrl()).build(), BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() {
    stack.close();
  }

  private static StoryOutcome tell(TocsinConfig config) {
    Traffic traffic = new Traffic(OPTIONS.seed(), OPTIONS.records(), OPTIONS.accounts());
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Narrator narrator = new Narrator(out, false, false);
    try (DemoStory story = new DemoStory(OPTIONS, config, traffic, narrator)) {
      return story.tell();
    }
  }

  /** Time of the first scrape after a time. */
  private static double awaitScrape(PrometheusServer prometheus, double after)
      throws IOException, InterruptedException {
    while (true) {
      double now = System.currentTimeMillis() / 1000.0;
      JsonNode result =
          prometheus.query("timestamp(tocsin_build_info{job=\"" + BoardVariables.JOB + "\"})", now);
      double scraped = result.at("/0/value/1").asDouble();
      if (scraped > after) {
        return scraped;
      }
      Thread.sleep(200);
    }
  }
}
