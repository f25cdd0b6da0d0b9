package dev.tocsin.topology.match;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.MatchInput;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.MatchResult.Candidate;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.ProcessorHarness;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.Redriven;
import dev.tocsin.topology.state.BufferedStore;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchProcessorTest {

  private static final byte[] NO_KEY = {};
  private static final long HOUR = 3_600_000;
  private static final long SENT_AT = ProcessorHarness.NOW - HOUR;
  private static final String TOPIC = TestSettings.get().topics().messageLog("duo");

  private final BufferedStore history = TestStores.buffered(StoreNames.HISTORY);
  private final ProcessorHarness<byte[], Intake<? extends MatchInput>, MatchResult> match =
      new ProcessorHarness<>(
          () ->
              new MatchProcessor(
                  TestSettings.get(),
                  new Histories(TestSettings.get(), RowSeals.checksums()),
                  NoTelemetry.INSTANCE),
          List.of(history, TestStores.buffered(StoreNames.MATCH)));

  @AfterEach
  void close() {
    match.close();
  }

  @Test
  void shouldForwardALiveRecordThatAWindowCovers() {
    // Given
    change(window("w").at(4));
    match.forwarded();
    match.commitRequested();

    // When
    record(log("m1").at(SENT_AT));

    // Then
    assertThat(match.forwarded())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).isEqualTo("acme");
              assertThat(result.value())
                  .isEqualTo(
                      new Candidate(
                          log("m1").at(SENT_AT).get(),
                          4,
                          List.of(new Verdict("breach", Standing.EXPOSED)),
                          ProcessorHarness.NOW));
            });
    assertThat(match.commitRequested()).isTrue();
  }

  @Test
  void shouldForwardNothingThatNoWindowCovers() {
    // Given
    change(window("w").during(1_000, 2_000).at(4));
    match.forwarded();

    // When
    record(log("m1").at(SENT_AT));

    // Then
    assertThat(match.forwarded()).isEmpty();
  }

  @Test
  void shouldScanTheHistoryForANewWindow() {
    // Given
    record(log("m1").at(SENT_AT));
    record(log("m2").at(SENT_AT).by("other"));

    // When
    change(window("w").at(4));

    // Then
    assertThat(match.outputs(CoverageMark.class))
        .extracting(CoverageMark::done)
        .containsExactly(false);

    // When
    work();

    // Then
    List<MatchResult> results = match.outputs(MatchResult.class);
    assertThat(results).hasSize(2);
    assertThat(results.getFirst())
        .isInstanceOfSatisfying(
            Candidate.class,
            candidate -> {
              assertThat(candidate.record().logId()).isEqualTo("m1");
              assertThat(candidate.arrivedAt()).isEqualTo(MatchResult.NOT_LIVE);
            });
    assertThat(results.getLast())
        .as("behind what the scan found")
        .isInstanceOfSatisfying(
            CoverageMark.class,
            mark -> {
              assertThat(mark.done()).isTrue();
              assertThat(mark.revision()).isEqualTo(4);
              assertThat(mark.examined()).isPositive();
            });
    assertThat(match.commitRequested()).isTrue();
  }

  @Test
  void shouldNotScanForAWithdrawal() {
    // Given
    record(log("m1").at(SENT_AT));
    change(window("w").at(4));
    work();
    match.forwarded();

    // When
    change(withdrawn("w", 5));
    work();
    record(log("m2").at(SENT_AT));

    // Then
    assertThat(match.forwarded()).isEmpty();
  }

  @Test
  void shouldIgnoreAnOlderRevisionOfAWindow() {
    // Given
    change(window("w").at(4));
    match.forwarded();

    // When
    change(window("w").draft().at(3));

    // Then
    assertThat(match.forwarded()).isEmpty();
  }

  @Test
  void shouldMatchButNotKeepARecordBeyondTheHorizon() {
    // Given
    long old = ProcessorHarness.NOW - TestSettings.get().horizon().toMillis() - 1;
    change(window("w").at(4));
    match.forwarded();

    // When
    record(log("m1").at(old));

    // Then
    assertThat(match.outputs(Candidate.class)).hasSize(1);

    // When
    change(window("w2").at(5));
    work();

    // Then
    assertThat(match.outputs(MatchResult.class))
        .hasOnlyElementsOfType(CoverageMark.class)
        .allSatisfy(mark -> assertThat(((CoverageMark) mark).beforeRetained()).isTrue());
  }

  @Test
  void shouldReportDeadLettersOfAFinishedWindow() {
    // Given
    change(window("w").at(4));
    work();
    match.forwarded();

    // When
    match.process(NO_KEY, dead(17, null));
    housekeeping();

    // Then
    assertThat(match.outputs(CoverageMark.class))
        .extracting(CoverageMark::deadLetters)
        .containsExactly(1L);
  }

  @Test
  void shouldSubtractARedrivenDeadLetter() {
    // Given
    deadLetterInWindow();

    // When
    match.process(
        NO_KEY,
        new Intake.Valid<>(log("m1").at(SENT_AT).get(), ProcessorHarness.NOW, new Redriven(0, 17)));
    housekeeping();

    // Then
    assertThat(match.outputs(CoverageMark.class))
        .extracting(CoverageMark::deadLetters)
        .containsExactly(0L);
  }

  @Test
  void shouldSubtractADeadLetterWhoseRedriveIsSkipped() {
    // Given
    deadLetterInWindow();

    // When
    match.process(NO_KEY, new Intake.Skipped<>(TOPIC, new Redriven(0, 17)));
    housekeeping();

    // Then
    assertThat(match.outputs(CoverageMark.class))
        .extracting(CoverageMark::deadLetters)
        .containsExactly(0L);
  }

  @Test
  void shouldNotSubtractADeadLetterOfAnotherPartition() {
    // Given
    deadLetterInWindow();

    // When
    match.process(NO_KEY, new Intake.Skipped<>(TOPIC, new Redriven(1, 17)));
    housekeeping();

    // Then
    assertThat(match.forwarded()).isEmpty();
  }

  @Test
  void shouldFinishAScanAfterARestart() {
    // Given
    record(log("m1").at(SENT_AT));
    change(window("w").at(4));
    match.forwarded();
    history.flushCache();

    // When
    match.restart();
    work();

    // Then
    assertThat(match.outputs(MatchResult.class))
        .hasSize(2)
        .hasAtLeastOneElementOfType(Candidate.class);
  }

  @Test
  void shouldKnowTheWindowsAfterARestart() {
    // Given
    change(window("w").at(4));
    work();

    // When
    match.restart();
    record(log("m1").at(SENT_AT));

    // Then
    assertThat(match.outputs(Candidate.class)).hasSize(1);
  }

  private void deadLetterInWindow() {
    change(window("w").at(4));
    match.process(NO_KEY, dead(17, null));
    housekeeping();
    match.forwarded();
  }

  private void record(Examples.LogExample log) {
    match.process(NO_KEY, new Intake.Valid<>(log.get(), ProcessorHarness.NOW));
  }

  private void change(WindowChange change) {
    match.process(NO_KEY, new Intake.Valid<>(change, 0));
  }

  private static Intake<? extends MatchInput> dead(long offset, Long eventTime) {
    return new Intake.Dead<>(
        new RawRecord(
            TOPIC, 0, offset, ProcessorHarness.NOW, null, new byte[0], new RecordHeaders()),
        DeadLetterReason.NOT_WIRE_FORMAT,
        "not the wire format",
        eventTime);
  }

  private void work() {
    match.advance(Duration.ofMillis(20));
  }

  private void housekeeping() {
    match.advance(Duration.ofSeconds(1));
  }
}
