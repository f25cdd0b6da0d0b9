package dev.tocsin.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TopologySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A task that is suspended and resumed in the middle of its work. */
class ResumptionTest {

  private static final String PROVIDER = "duo";
  private static final TopologySettings SETTINGS =
      new Shape(1, 20, Duration.ofMillis(50)).settings(List.of(PROVIDER));
  private static final int RECORDS = 900;
  private static final long SHRUNK = 1_300;

  private final List<ImpactOutput> outputs = new ArrayList<>();

  @Test
  void shouldWorkOnceAfterTheImpactTaskIsResumed() {
    try (SimulatedImpactTask impact =
        new SimulatedImpactTask(0, SETTINGS, NoTelemetry.INSTANCE, Simulation.NOW)) {
      // Given: a pending sweep
      impact.change(new WindowChange(0, "w", window(0)));
      impact.account(
          new AccountChange(
              "acme",
              new AccountHistory.Version(0, 0, 0, new Account("acme", "Acme", null, null))));
      for (int i = 0; i < RECORDS; i++) {
        impact.found(found(i));
      }
      intervals(impact, 5);
      impact.change(new WindowChange(1, "w", window(SHRUNK)));

      // When
      impact.resume();
      for (int i = RECORDS; i < RECORDS + 6; i++) {
        impact.found(found(i));
        for (int step = 0; step < 10; step++) {
          impact.advance(Duration.ofMillis(30));
        }
        intervals(impact, 1);
      }
      intervals(impact, 10);
      outputs.addAll(impact.takeOutputs());

      // Then
      assertThat(outputs.stream().filter(ResumptionTest::isWithdrawn))
          .hasSize((int) (SHRUNK - 1_000));
      assertThat(accounts().getLast().content().figures())
          .isNotNull()
          .extracting(figures -> figures.records())
          .isEqualTo(606L);
      assertThat(parts().getLast().records()).isEqualTo(606);
      assertThat(outputs.stream().filter(ImpactOutput.Notification.class::isInstance))
          .extracting(
              output -> {
                var one = (ImpactOutput.Notification) output;
                return one.notificationId() + "#" + one.revision();
              })
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldScanOnceAfterTheMatchTaskIsResumed() {
    // A scan in one step: between steps blocks are merged, and then it may find a record twice.
    try (SimulatedMatchTask match = matchTask(Duration.ofHours(1))) {
      // Given: a pending scan
      pushAndDeclare(match);

      // When
      match.resume();
      resumeOften(match);

      // Then
      assertThat(candidates(match)).hasSize(RECORDS + 100).doesNotHaveDuplicates();
      match.change(new WindowChange(1, "w2", named("w2", 0)));
      match.advance(Duration.ofMillis(1_100));
      match.advance(Duration.ofMillis(1_100));
      assertThat(candidates(match)).hasSize(RECORDS + 100).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldFindEveryRecordWhenAScanIsResumedAfterEachStep() {
    // Given: the smallest steps
    try (SimulatedMatchTask match = matchTask(Duration.ZERO)) {
      pushAndDeclare(match);

      // When
      resumeOften(match);
      for (int i = 0; i < 100; i++) {
        match.advance(Duration.ofMillis(1_100));
      }

      // Then
      assertThat(Set.copyOf(candidates(match))).hasSize(RECORDS + 100);
    }
  }

  @Test
  void shouldRememberTheRetainedHistoryOfAScan() {
    try (SimulatedImpactTask impact =
        new SimulatedImpactTask(0, SETTINGS, NoTelemetry.INSTANCE, Simulation.NOW)) {
      // Given: a scan while all was retained, and a report of a dead letter when it was not
      impact.change(new WindowChange(0, "w", window(0)));
      impact.found(new CoverageMark("w", 0, 0, true, false, 0, 10));
      impact.found(new CoverageMark("w", 0, 0, true, true, 1, 0));

      // When
      impact.restart();
      intervals(impact, 3);
      outputs.addAll(impact.takeOutputs());

      // Then
      CoverageBook.Progress progress = parts().getLast().progress();
      assertThat(progress.coverage().reasons()).containsExactly(Coverage.Reason.DEAD_LETTERS);
      assertThat(progress.examined()).isEqualTo(10);
    }
  }

  @Test
  void shouldSendTheLatestSummaryAgain() {
    // Given: the latest summary may not have been committed
    try (SimulatedIncidentTask incident = new SimulatedIncidentTask(SETTINGS, Simulation.NOW)) {
      incident.part(part());
      incident.advance(Duration.ofMillis(1_100));
      List<IncidentView> first = incident.takeOutputs();
      assertThat(first).hasSize(1);

      // When
      incident.resume();
      incident.advance(Duration.ofMillis(1_100));
      incident.advance(Duration.ofMillis(1_100));

      // Then
      assertThat(incident.takeOutputs()).isEqualTo(first);
    }
  }

  private static SimulatedMatchTask matchTask(Duration scanBudget) {
    return new SimulatedMatchTask(
        0,
        new Shape(1, 20, scanBudget).settings(List.of(PROVIDER)),
        NoTelemetry.INSTANCE,
        Simulation.NOW);
  }

  private static void pushAndDeclare(SimulatedMatchTask match) {
    for (int i = 0; i < RECORDS; i++) {
      match.push(log(i, Simulation.NOW.toEpochMilli() - 1_000 - i));
    }
    match.change(new WindowChange(0, "w", window(0)));
  }

  private static void resumeOften(SimulatedMatchTask match) {
    for (int i = 0; i < 100; i++) {
      match.push(log(RECORDS + i, Simulation.NOW.toEpochMilli()));
      match.advance(Duration.ofMillis(300));
      match.resume();
    }
  }

  /** The log ids of the candidates since the last call. */
  private static List<String> candidates(SimulatedMatchTask match) {
    return match.takeOutputs().stream()
        .map(one -> one.value)
        .filter(MatchResult.Candidate.class::isInstance)
        .map(one -> ((MatchResult.Candidate) one).record().logId())
        .toList();
  }

  private static IncidentPart part() {
    return new IncidentPart(
        "INC-1",
        0,
        window(0).incident(),
        0,
        IncidentView.Status.ACTIVE,
        List.of(),
        3,
        2,
        1,
        0,
        new TreeMap<>(Map.of("SMS", 3L)),
        0,
        new CoverageBook(1, Set.of(PROVIDER)).progress(List.of(), true));
  }

  private static void intervals(SimulatedImpactTask impact, int count) {
    for (int i = 0; i < count; i++) {
      impact.advance(Duration.ofMillis(1_100));
    }
  }

  private static boolean isWithdrawn(ImpactOutput output) {
    return output instanceof ImpactOutput.Exposure exposure && !exposure.flagged();
  }

  private List<ImpactOutput.Notification> accounts() {
    return outputs.stream()
        .filter(ImpactOutput.Notification.class::isInstance)
        .map(ImpactOutput.Notification.class::cast)
        .filter(one -> one.content().audience() == Audience.ACCOUNT)
        .toList();
  }

  private List<IncidentPart> parts() {
    return outputs.stream()
        .filter(IncidentPart.class::isInstance)
        .map(IncidentPart.class::cast)
        .toList();
  }

  private static CompromiseWindow window(long from) {
    return named("w", from);
  }

  private static CompromiseWindow named(String id, long from) {
    return new CompromiseWindow(
        id,
        new Incident("INC-1", "Title", null, 0, null, null, List.of()),
        PROVIDER,
        null,
        null,
        from,
        CompromiseWindow.OPEN,
        WindowStatus.ACTIVE);
  }

  private static MatchResult found(int i) {
    return new MatchResult.Candidate(
        log(i, 1_000L + i), 0, List.of(new Verdict("INC-1", Standing.EXPOSED)), 5);
  }

  private static LogRecord log(int i, long sentAt) {
    return new LogRecord(
        PROVIDER,
        "acme",
        "m" + i,
        "+1202555" + (1_000 + i),
        null,
        "SMS",
        sentAt,
        null,
        null,
        null,
        null);
  }
}
