package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.health.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are deleted while a detector runs and while it is down. */
class LostTopicsIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  private static LocalRig rig;

  @BeforeAll
  static void start() {
    rig = new LocalRig("lost", directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldStopWhenARepartitionTopicIsDeleted() throws Exception {
    // Given
    TocsinConfig config = installed("between");
    String findings = config.applicationId() + "-impact-finding-repartition";

    // When
    try (Detector detector = Detectors.start(config);
        Admin admin = Admin.create(config.adminProps())) {
      detector.awaitReady(SOON);
      assertThat(detector.lostTopics()).isEmpty();
      admin.deleteTopics(List.of(findings)).all().get();

      // Then
      List<Reason> lost =
          await().atMost(SOON).until(detector::lostTopics, reasons -> !reasons.isEmpty());
      assertThat(lost).anyMatch(reason -> reason.resource().contains(findings));
      assertThat(rig.get(detector.url("/readyz")).body()).contains(findings, "application.id");
      assertThat(rig.scrape(detector)).containsEntry("tocsin_broker_reachable", 1.0);
    }

    // When it is there again, as Kafka Streams makes it when it still has the time
    try (Admin admin = Admin.create(config.adminProps())) {
      if (!admin.listTopics().names().get().contains(findings)) {
        NewTopic again =
            new NewTopic(findings, Optional.of(2), Optional.empty())
                .configs(
                    Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
        admin.createTopics(List.of(again)).all().get();
      }
    }

    // Then
    assertThat(refusal(config))
        .singleElement()
        .satisfies(finding -> assertThat(finding.resource()).contains(findings))
        .satisfies(finding -> assertThat(finding.remedy()).contains("application.id"));
  }

  @Test
  void shouldNotStartWithARecreatedWindowTopic() throws Exception {
    // Given
    TocsinConfig config = installed("anew");
    String windows = config.topics().window();
    try (Detector detector = Detectors.start(config)) {
      detector.awaitReady(SOON);
    }

    // When
    try (Admin admin = Admin.create(config.adminProps())) {
      admin.deleteTopics(List.of(windows)).all().get();
      await().atMost(SOON).until(() -> !admin.listTopics().names().get().contains(windows));
    }
    rig.createTopics(config);

    // Then
    assertThat(refusal(config))
        .singleElement()
        .satisfies(finding -> assertThat(finding.resource()).isEqualTo("topics " + windows));
  }

  @Test
  void shouldReportAMissingOutputUntilItExists() throws Exception {
    // Given
    TocsinConfig config = installed("output");
    String notifications = config.topics().notification();

    // When
    try (Detector detector = Detectors.start(config);
        Admin admin = Admin.create(config.adminProps())) {
      detector.awaitReady(SOON);
      admin.deleteTopics(List.of(notifications)).all().get();

      // Then
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(detector.ready().reasons())
                      .anyMatch(reason -> reason.resource().contains(notifications))
                      .anyMatch(reason -> reason.remedy().contains("tocsin topics create")));

      // When
      rig.createTopics(config);

      // Then
      detector.awaitReady(SOON);
      assertThat(detector.lostTopics()).isEmpty();
    }
  }

  private static List<Finding> refusal(TocsinConfig config) {
    StartRefusedException refused =
        catchThrowableOfType(StartRefusedException.class, () -> Detectors.start(config).close());
    return refused.findings().stream().filter(Finding::refuses).toList();
  }

  private static TocsinConfig installed(String name) {
    TocsinConfig config = rig.config(rig.settings(name));
    rig.createTopics(config);
    return config;
  }
}
