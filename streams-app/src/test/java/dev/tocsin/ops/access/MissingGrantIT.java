package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.Detectors;
import dev.tocsin.ops.encryption.HistoryEncryption;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.finding.Finding.Kind;
import dev.tocsin.ops.preflight.Preflight;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.wiring.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.internals.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removes each right of the detector, one after the other. */
class MissingGrantIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration READY = Duration.ofSeconds(90);

  @TempDir private Path directory;

  @Test
  void shouldNotStartWithoutAnyOfItsRights() throws Exception {
    // Given
    SecuredRig rig = new SecuredRig("lacking", directory);
    rig.install();
    TocsinConfig tocsin = detector(rig);
    try (Detector detector = Detectors.start(tocsin)) {
      // Creates the internal topics, whose ACLs the preflight checks compare from then on.
      detector.awaitReady(READY);
    }
    List<AclBinding> rights = new ArrayList<>();
    for (Access access : AccessPlan.of(tocsin)) {
      if (access.role() == Role.TOCSIN) {
        access.grants().forEach(g -> rights.addAll(g.bindings(rig.principal("Tocsin"))));
      }
    }

    // When
    try (Admin admin = Admin.create(SecuredRig.config(rig.adminSettings()).adminProps())) {
      for (AclBinding right : rights) {
        remove(admin, right);
        List<Finding> findings = refusals(tocsin);

        // Then
        assertThat(findings)
            .as(right.toString())
            .isNotEmpty()
            .allSatisfy(
                finding -> {
                  assertThat(finding.kind()).isEqualTo(Kind.WRONG);
                  assertThat(finding.resource()).contains(right.pattern().name());
                  assertThat(finding.found()).startsWith("no permission to ");
                  assertThat(finding.remedy())
                      .startsWith("kafka-acls.sh --bootstrap-server")
                      .contains(
                          " --operation "
                              + SecurityUtils.operationName(right.entry().operation())
                              + " ",
                          "'" + right.pattern().name() + "'");
                });
        restore(admin, right);
      }
    }
    assertThat(refusals(tocsin)).isEmpty();
    assertThat(rights).hasSizeGreaterThan(20);
  }

  /**
   * Brokers do not report rights on topics that do not exist yet, so the preflight checks pass. The
   * running detector finds out without a record, before anything is written.
   */
  @ParameterizedTest
  @EnumSource(names = {"READ", "WRITE", "DELETE", "DESCRIBE_CONFIGS"})
  void shouldNotBeReadyWithoutRightsOnInternalTopics(AclOperation operation) throws Exception {
    // Given
    SecuredRig rig =
        new SecuredRig("first-" + operation.name().toLowerCase(Locale.ROOT), directory);
    rig.install();
    TocsinConfig tocsin = detector(rig);
    AclBinding right =
        AccessPlan.of(tocsin).getFirst().grants().stream()
            .filter(
                grant -> grant.resourceText().startsWith("topic " + tocsin.applicationId() + "-"))
            .flatMap(grant -> grant.bindings(rig.principal("Tocsin")).stream())
            .filter(binding -> binding.entry().operation() == operation)
            .findFirst()
            .orElseThrow();
    try (Admin admin = Admin.create(SecuredRig.config(rig.adminSettings()).adminProps())) {
      remove(admin, right);
      try (Detector detector = Detectors.start(tocsin)) {
        // When
        // Without some of the rights the stream thread fails meanwhile and is replaced.
        await()
            .dontCatchUncaughtExceptions()
            .atMost(READY)
            .until(() -> detector.ready().toString().contains("no permission"));
        // Then
        assertThatThrownBy(() -> detector.awaitReady(Duration.ofSeconds(1)))
            .isInstanceOf(TimeoutException.class)
            .hasMessageContaining("no permission to " + operation)
            .hasMessageContaining("kafka-acls.sh")
            .hasMessageContaining("'" + right.pattern().name() + "'");

        // When
        restore(admin, right);
        // Then
        detector.awaitReady(READY);
      }
    }
  }

  @Test
  void shouldLoseNothingWhileARightIsMissing() throws Exception {
    // Given
    SecuredRig rig = new SecuredRig("revoked", directory);
    rig.install();
    TocsinConfig tocsin = detector(rig);
    AclBinding right =
        new Grant(
                new ResourcePattern(
                    ResourceType.TOPIC, tocsin.topics().notification(), PatternType.LITERAL),
                new TreeSet<>(Set.of(AclOperation.WRITE)))
            .bindings(rig.principal("Tocsin"))
            .getFirst();
    Path accounts =
        Files.writeString(directory.resolve("accounts.csv"), "account_id,name\nacme,Acme\n");
    Path logs =
        Files.writeString(
            directory.resolve("logs.jsonl"),
            "{\"log_id\":\"m-1\",\"account_id\":\"acme\",\"phone\":\"+12025550123\","
                + "\"channel\":\"SMS\",\"sent_at\":\"2024-03-15T10:00:00Z\"}\n");
    try (Admin admin = Admin.create(SecuredRig.config(rig.adminSettings()).adminProps());
        Detector detector = Detectors.start(tocsin)) {
      detector.awaitReady(READY);
      rig.succeed("account owner", "accounts", "import", accounts.toString());
      rig.declareWindow();

      // When
      remove(admin, right);
      rig.succeed("provider alpha", "logs", "import", logs.toString(), "--provider", "alpha");
      // The stream thread fails and is replaced.
      await()
          .dontCatchUncaughtExceptions()
          .atMost(READY)
          .until(
              () ->
                  detector
                      .ready()
                      .toString()
                      .contains("--operation Write --topic 'revoked.exposure.notification'"));
      // Then
      assertThat(notified(rig)).isEmpty();

      // When
      restore(admin, right);
      // Then
      await().dontCatchUncaughtExceptions().atMost(READY).until(() -> notified(rig).size() == 2);
      detector.awaitReady(READY);
      assertThat(notified(rig)).hasSize(2).allMatch(line -> line.contains("\"CREATED\""));
    }
  }

  private static void remove(Admin admin, AclBinding right) throws Exception {
    admin.deleteAcls(List.of(right.toFilter())).all().get();
    await().atMost(SOON).until(() -> !AclBindings.read(admin).all().contains(right));
  }

  private static void restore(Admin admin, AclBinding right) throws Exception {
    admin.createAcls(List.of(right)).all().get();
    await().atMost(SOON).until(() -> AclBindings.read(admin).all().contains(right));
  }

  /** A failed thread's session ends sooner, so that its replacement gets its tasks. */
  private static TocsinConfig detector(SecuredRig rig) {
    Map<String, String> settings = rig.settings("Tocsin");
    settings.put("kafka.consumer.session.timeout.ms", "6000");
    return SecuredRig.config(settings);
  }

  private static List<String> notified(SecuredRig rig) {
    return rig.succeed("notifier", "notifications", "tail", "--once", "--output=json")
        .lines()
        .toList();
  }

  private static List<Finding> refusals(TocsinConfig config) {
    try (Preflight preflight = new Preflight(config, HistoryEncryption.of(config))) {
      return preflight
          .check(
              TocsinTopology.build(
                      Wiring.topology(config),
                      Wiring.serdes(config),
                      phone -> null,
                      RowSeals.checksums(),
                      Identity.unkeyed(),
                      NoTelemetry.INSTANCE,
                      ControlEnd.ofEmptyTopic())
                  .describe())
          .stream()
          .filter(Finding::refuses)
          .toList();
    }
  }
}
