package dev.tocsin.deploy.dashboards;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.story.DemoOptions;
import dev.tocsin.demo.story.DemoRun;
import dev.tocsin.demo.story.DemoStory;
import dev.tocsin.demo.story.Narrator;
import dev.tocsin.demo.story.StoryReport;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.deploy.support.PrometheusServer;
import dev.tocsin.deploy.support.QuickConfiguration;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.TopicReader;
import dev.tocsin.topology.EventSerdes;
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

/**
 * The story of the demo, on a detector that a Prometheus scrapes from before the first record. The
 * expected figures come from the detector's topics and from the recount of the demo.
 */
final class PlayedStory implements AutoCloseable {

  private static final DemoOptions OPTIONS = new DemoOptions(20_000, 2_000, 2, 1, 100, null, true);

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration READ_LIMIT = Duration.ofSeconds(60);
  private static final Duration SCRAPE_LIMIT = Duration.ofSeconds(60);

  /** Coalesced notifications and metrics that are polled every 30 s are up to date by then. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(35);

  private final LocalStack stack;
  private final TocsinConfig config;
  private final Detector detector;
  private final PrometheusServer prometheus;
  private final StoryReport truth;
  private final double begin;
  private final double end;

  private PlayedStory(
      LocalStack stack,
      TocsinConfig config,
      Detector detector,
      PrometheusServer prometheus,
      StoryReport truth,
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
      StoryReport truth = play(config);
      double settled = awaitScrape(prometheus, begin) + AFTERWARDS.toSeconds();
      double end = awaitScrape(prometheus, settled);
      return new PlayedStory(stack, config, detector, prometheus, truth, begin, end);
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
  StoryReport truth() {
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

  /** The latest summary of each incident. */
  Map<String, IncidentSummary> summaries() {
    Map<String, IncidentSummary> summaries = new LinkedHashMap<>();
    String topic = config.topics().incident();
    try (EventSerdes serdes = Wiring.serdes(config);
        TopicReader reader =
            new TopicReader(config.consumerProps("boards", null), List.of(topic))) {
      reader.readToEnd(
          READ_LIMIT,
          record ->
              summaries.put(
                  new String(record.key(), StandardCharsets.UTF_8),
                  serdes.incident().deserializer().deserialize(topic, record.value())));
    }
    return summaries;
  }

  /** The metrics of the detector. */
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

  private static StoryReport play(TocsinConfig config) {
    Traffic traffic = new Traffic(OPTIONS.seed(), OPTIONS.records(), OPTIONS.accounts());
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    Narrator narrator = new Narrator(out, false, false);
    try (DemoStory story = new DemoStory(OPTIONS, config, traffic, narrator)) {
      return story.run();
    }
  }

  /** The time of the first scrape after a time. */
  private static double awaitScrape(PrometheusServer prometheus, double after) {
    double[] scraped = {0};
    await()
        .atMost(SCRAPE_LIMIT.plusSeconds(Math.max(0, (long) after - now())))
        .until(
            () -> {
              JsonNode result =
                  prometheus.query(
                      "timestamp(tocsin_build_info{job=\"" + BoardVariables.JOB + "\"})", now());
              scraped[0] = result.at("/0/value/1").asDouble();
              return scraped[0] > after;
            });
    return scraped[0];
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }
}
