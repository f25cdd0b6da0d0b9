package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.deploy.support.KnownSeries;
import dev.tocsin.deploy.support.PromQl;
import dev.tocsin.deploy.support.PrometheusServer;
import dev.tocsin.deploy.support.QuickConfiguration;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus with the rules and short times scrapes a detector that suffers one fault after the
 * other. Each alert fires, and ends after the fix.
 */
@Tag("tools")
class AlertsIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  /** An alert ends later: after its range, and up to 30 s until a metric is polled. */
  private static final Duration LATER = Duration.ofSeconds(100);

  private static final String DUO = "duo";
  private static final String TWILIO = "twilio";
  private static final String RATE_OF_TWILIO =
      "sum(job_provider:tocsin_inbound_records:rate1h{provider=\"" + TWILIO + "\"})";
  private static final String START_TIME = "process_start_time_seconds";
  private static final int BULK = 60_000;

  private final Set<Fault> seen = EnumSet.noneOf(Fault.class);

  @TempDir private static Path directory;

  @Test
  void shouldFireForEachFaultAndEndAfterItsFix() throws Exception {
    // Given
    try (SmallVolume volume = new SmallVolume(directory.resolve("volume"));
        LocalStack stack = LocalStack.start(LocalStackSettings.defaults());
        TocsinProcess tocsin =
            new TocsinProcess(settings(stack, volume), directory.resolve("tocsin.log"));
        Inputs inputs = inputs(stack, volume);
        PrometheusServer prometheus = prometheus(tocsin.target());
        AlertWatch watch = new AlertWatch(prometheus);
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor()) {
      // When
      started(watch, prometheus, tocsin, inputs, pulse);
      restarted(watch, prometheus, tocsin);
      badInput(watch, tocsin, inputs, pulse, volume);
      registryAway(watch, stack, inputs);
      volumeEmptied(watch, volume);
      brokerAway(watch, stack, tocsin, inputs);
      damagedAndLate(watch, tocsin, inputs, pulse);
      // Then
      watch.awaitEnd(allAlerts(), LATER);
      assertThat(prometheus.failedRules()).isEmpty();
      assertThat(foreign())
          .isNotEmpty()
          .allSatisfy(name -> assertThat(tocsin.scrape()).containsPattern("(?m)^" + name + "[{ ]"));
      watch.say("all ended");
      pulse.shutdownNow();
    }
    assertThat(seen).containsExactlyInAnyOrder(Fault.values());
  }

  private void started(
      AlertWatch watch,
      PrometheusServer prometheus,
      TocsinProcess tocsin,
      Inputs inputs,
      ScheduledExecutorService pulse)
      throws Exception {
    fires(watch, Fault.NOT_THERE);
    tocsin.start();
    await().atMost(SOON).until(() -> tocsin.metric("tocsin_ready") == 1);
    beat(pulse, inputs, DUO);
    // Until the provider has a rate; then it pushes no more.
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(SOON)
        .until(
            () -> {
              inputs.log(TWILIO, Instant.now());
              return prometheus.valueNow(RATE_OF_TWILIO) > 0.5;
            });
    ends(watch, Fault.NOT_THERE, SOON);
    watch.awaitEnd(allAlerts(), SOON);
    await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> watch.firing().isEmpty());
    watch.say("no alert fires");
  }

  /** Records that a provider pushes all the time, outside every window. */
  private static void beat(ScheduledExecutorService pulse, Inputs inputs, String provider) {
    Instant longAgo = Instant.parse("2025-01-01T00:00:00Z");
    var unused =
        pulse.scheduleWithFixedDelay(
            () -> inputs.log(provider, longAgo), 0, 500, TimeUnit.MILLISECONDS);
  }

  private void badInput(
      AlertWatch watch,
      TocsinProcess tocsin,
      Inputs inputs,
      ScheduledExecutorService pulse,
      SmallVolume volume)
      throws Exception {
    volume.fill(0.04);
    Instant now = Instant.now();
    inputs.malformed(inputs.topics().window(), 1);
    inputs.malformed(inputs.topics().account(), 1);
    Future<?> malformed =
        pulse.scheduleWithFixedDelay(
            () -> inputs.malformed(inputs.topics().messageLog(DUO), 5),
            0,
            500,
            TimeUnit.MILLISECONDS);
    inputs.logOf("another-provider", DUO);
    inputs.window("unknown-account", DUO, now.minusSeconds(60), null);
    inputs.window(
        "too-far-back", TWILIO, Instant.parse("2020-01-01T00:00:00Z"), now.minusSeconds(86_400));
    inputs.log(DUO, now);
    inputs.flush();
    fires(
        watch,
        Fault.MALFORMED_WINDOW,
        Fault.MALFORMED_ACCOUNT,
        Fault.MALFORMED_LOGS,
        Fault.OTHER_PROVIDER,
        Fault.UNKNOWN_ACCOUNT,
        Fault.REACHES_TOO_FAR_BACK);
    malformed.cancel(false);
    inputs.account();
    ends(watch, Fault.UNKNOWN_ACCOUNT, SOON);
    inputs.withdraw("unknown-account");
    inputs.withdraw("too-far-back");
    inputs.flush();
    await().atMost(SOON).until(() -> tocsin.metric("tocsin_notifications_pending") == 0);
    fires(watch, Fault.SILENCE);
    beat(pulse, inputs, TWILIO);
  }

  private void registryAway(AlertWatch watch, LocalStack stack, Inputs inputs) throws Exception {
    byte[] record = inputs.recordOfNewSchema(DUO);
    ChildProcess.signal(stack.registryPid(), "STOP");
    try {
      inputs.send(inputs.topics().messageLog(DUO), "new", record);
      fires(watch, Fault.REGISTRY_AWAY);
    } finally {
      ChildProcess.signal(stack.registryPid(), "CONT");
    }
    ends(watch, Fault.REGISTRY_AWAY, SOON);
    ends(watch, Fault.MALFORMED_WINDOW, LATER);
    ends(watch, Fault.MALFORMED_ACCOUNT, LATER);
    ends(watch, Fault.MALFORMED_LOGS, LATER);
    ends(watch, Fault.OTHER_PROVIDER, LATER);
    ends(watch, Fault.REACHES_TOO_FAR_BACK, LATER);
  }

  private void volumeEmptied(AlertWatch watch, SmallVolume volume) throws Exception {
    fires(watch, Fault.VOLUME_FULL);
    volume.empty();
  }

  private void brokerAway(AlertWatch watch, LocalStack stack, TocsinProcess tocsin, Inputs inputs)
      throws Exception {
    Instant past = Instant.now().minus(Duration.ofDays(10));
    inputs.logs(DUO, past, BULK);
    await().atMost(SOON).until(() -> tocsin.metric("tocsin_history_records") >= BULK);
    inputs.window("bulk", DUO, past.minusSeconds(1), past.plusSeconds(3600));
    inputs.flush();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(SOON)
        .until(
            () ->
                tocsin.metric("tocsin_scans_running") > 0
                    && tocsin.metric("tocsin_incidents_by_coverage{coverage=\"scanning\"}") > 0);
    stack.stopBroker();
    fires(watch, Fault.BROKER_AWAY);
    stack.startBroker();
    ends(watch, Fault.BROKER_AWAY, LATER);
    ends(watch, Fault.SILENCE, LATER);
    // Malformed records may have been in its range.
    inputs.withdraw("bulk");
  }

  private void damagedAndLate(
      AlertWatch watch, TocsinProcess tocsin, Inputs inputs, ScheduledExecutorService pulse)
      throws Exception {
    double notified = tocsin.metric("tocsin_notifications_total");
    Instant from = Instant.now();
    inputs.window("late", DUO, from, null);
    inputs.log(DUO, from.plusMillis(1));
    inputs.flush();
    await().atMost(SOON).until(() -> tocsin.metric("tocsin_notifications_total") > notified);
    tocsin.kill();
    fires(watch, Fault.KILLED);
    inputs.changelogRow(StoreTable.MATCH_WINDOW, true);
    Future<?> responder =
        pulse.scheduleWithFixedDelay(
            () -> inputs.window("unread", DUO, Instant.now(), null), 0, 1, TimeUnit.SECONDS);
    for (int i = 0; i < 30; i++) {
      inputs.log(DUO, Instant.now());
    }
    inputs.flush();
    tocsin.start();
    fires(watch, Fault.DAMAGED_CHANGELOG);
    ends(watch, Fault.KILLED, SOON);
    responder.cancel(false);
    inputs.changelogRow(StoreTable.MATCH_WINDOW, false);
    inputs.flush();
    fires(watch, Fault.LATE);
    ends(watch, Fault.DAMAGED_CHANGELOG, LATER);
    inputs.withdraw("late");
    inputs.withdraw("unread");
    ends(watch, Fault.LATE, LATER);
    ends(watch, Fault.VOLUME_FULL, LATER);
  }

  private void restarted(AlertWatch watch, PrometheusServer prometheus, TocsinProcess tocsin)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      tocsin.kill();
      tocsin.start();
      await().atMost(SOON).until(() -> tocsin.metric(START_TIME) > 0);
      double started = tocsin.metric(START_TIME);
      await()
          .atMost(SOON)
          .until(() -> Math.abs(prometheus.valueNow("max(" + START_TIME + ")") - started) < 0.01);
    }
    fires(watch, Fault.RESTARTED);
    await().atMost(SOON).until(() -> tocsin.metric("tocsin_ready") == 1);
  }

  private void fires(AlertWatch watch, Fault... faults) throws InterruptedException {
    for (Fault fault : faults) {
      watch.awaitFiring(fault.alerts(), LATER);
      watch.say("fired: " + fault.what());
      seen.add(fault);
    }
  }

  private static void ends(AlertWatch watch, Fault fault, Duration patience)
      throws InterruptedException {
    watch.awaitEnd(fault.alerts(), patience);
  }

  private static Collection<String> allAlerts() {
    return Rules.ofRepository().alerts().stream()
        .map(Rules.Alert::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Series of Kafka and the JVM in rules and runbooks. */
  private static Set<String> foreign() {
    Set<String> names = Rules.ofRepository().read();
    Runbook.all().stream()
        .flatMap(page -> page.blocks("promql").stream())
        .forEach(query -> names.addAll(new PromQl(query).series()));
    names.retainAll(KnownSeries.foreign());
    return names;
  }

  private static PrometheusServer prometheus(String target)
      throws IOException, InterruptedException {
    Path rules = Files.writeString(directory.resolve("short.rules.yml"), ShortRules.toYaml());
    return PrometheusServer.start(
        directory.resolve("prometheus"), QuickConfiguration.of(target, List.of(rules)));
  }

  private static Inputs inputs(LocalStack stack, SmallVolume volume) {
    TocsinConfig config = TocsinConfig.load(Sources.of(settings(stack, volume)));
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
    return new Inputs(config);
  }

  private static final String KEYSET = HistoryKeyset.generate().toJson();

  private static Map<String, String> settings(LocalStack stack, SmallVolume volume) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("application.id", "tocsin-alerts");
    settings.put("topic.prefix", "alerts.");
    settings.put("bootstrap.servers", stack.bootstrapServers());
    settings.put("schema.registry.url", stack.registryUrl());
    settings.put("providers", String.join(",", DUO, TWILIO));
    settings.put("partitions", "1");
    settings.put("state.dir", volume.directory().resolve("state").toString());
    settings.put("history.keyset", KEYSET);
    settings.put("notification.interval", "200ms");
    // The scan has to last until the broker is stopped.
    settings.put("scan.budget", "1ms");
    settings.put("liveness.stall.timeout", "6s");
    // The registry is frozen, so that each request to it times out.
    settings.put("schema.registry.http.read.timeout.ms", "3000");
    settings.put("schema.registry.max.retries", "0");
    settings.put("schema.registry.retries.max.wait.ms", "1000");
    settings.put("transaction.timeout", "3s");
    settings.put("kafka.consumer.session.timeout.ms", "6000");
    settings.put("kafka.consumer.heartbeat.interval.ms", "1500");
    settings.put("rocksdb.cache.bytes", "67108864");
    settings.put("rocksdb.write.buffer.bytes", "16777216");
    return settings;
  }
}
