package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactInput;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.ImpactOutput.Exposure;
import dev.tocsin.domain.ImpactOutput.Notification;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.ProcessorHarness;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.BufferedStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImpactProcessorTest {

  private static final PhoneNumbers PHONES = new PhoneNumbers();
  private static final long LIVE = ProcessorHarness.NOW - 5;

  private final BufferedStore store = TestStores.buffered(StoreNames.IMPACT);
  private final ProcessorHarness<String, ImpactInput, ImpactOutput> impact =
      new ProcessorHarness<>(
          () ->
              new ImpactProcessor(
                  TestSettings.get(), PHONES, Identity.unkeyed(), NoTelemetry.INSTANCE),
          List.of(store));

  @AfterEach
  void close() {
    impact.close();
  }

  @Test
  void shouldNotifyAPersonAtOnce() {
    // Given
    impact.process("", window("w").at(0));
    impact.process("", account("Acme"));

    // When
    impact.process("", found(log("m1"), LIVE));

    // Then
    assertThat(impact.forwarded())
        .extracting(record -> record.value().getClass().getSimpleName())
        .containsExactly("Exposure", "Notification");
    assertThat(impact.commitRequested()).isTrue();
  }

  @Test
  void shouldNotCommitEarlyForWhatAScanFound() {
    // Given
    impact.process("", window("w").at(0));
    impact.process("", account("Acme"));

    // When
    impact.process("", found(log("m1"), MatchResult.NOT_LIVE));

    // Then
    assertThat(impact.outputs(Notification.class)).hasSize(1);
    assertThat(impact.commitRequested()).isFalse();
  }

  @Test
  void shouldNotifyAnAccountOnceATick() {
    // Given
    exposeAcme();
    impact.process("", found(log("m2"), LIVE));
    assertThat(accountNotifications()).isEmpty();

    // When
    tick();
    work();

    // Then
    assertThat(accountNotifications())
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.action()).isEqualTo(NotificationAction.CREATED);
              assertThat(notification.content().figures().records()).isEqualTo(2);
            });
  }

  @Test
  void shouldNotifyAccountsOfAChangeOfCoverageInOneTick() {
    // Given
    exposeAcme();
    settle();
    impact.forwarded();

    // When
    impact.process("", new CoverageMark("w", 0, 0, true, false, 0, 10));
    tick();
    work();

    // Then
    assertThat(accountNotifications())
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.action()).isEqualTo(NotificationAction.UPDATED);
              assertThat(notification.content().figures().coverage().state())
                  .isEqualTo(Coverage.State.COMPLETE);
            });
  }

  @Test
  void shouldReportAnIncidentOnlyIfItHasChanged() {
    // Given
    impact.process("", window("w").at(0));
    settle();
    assertThat(impact.outputs(IncidentPart.class)).hasSize(1);

    // When
    settle();

    // Then
    assertThat(impact.forwarded()).isEmpty();

    // When
    impact.process("", found(log("m1"), LIVE));
    tick();

    // Then
    assertThat(impact.outputs(IncidentPart.class))
        .extracting(IncidentPart::records)
        .containsExactly(1L);
  }

  @Test
  void shouldWithdrawWhatAWithdrawnWindowExposed() {
    // Given
    exposeAcme();
    settle();
    impact.forwarded();

    // When
    impact.process("", withdrawn("w", 1));
    settle();

    // Then
    List<ImpactOutput> outputs = impact.outputs(ImpactOutput.class);
    assertThat(outputs)
        .filteredOn(Exposure.class::isInstance)
        .extracting(output -> ((Exposure) output).flagged())
        .containsExactly(false);
    assertThat(outputs)
        .filteredOn(Notification.class::isInstance)
        .extracting(output -> ((Notification) output).action())
        .containsExactly(NotificationAction.WITHDRAWN, NotificationAction.WITHDRAWN);
  }

  @Test
  void shouldUpdatePeopleWhenTheIncidentIsRenamed() {
    // Given
    exposeAcme();
    settle();
    impact.forwarded();

    // When
    impact.process("", window("w").titled("A worse breach").at(1));
    settle();

    // Then
    assertThat(impact.outputs(Notification.class))
        .extracting(Notification::action)
        .containsOnly(NotificationAction.UPDATED)
        .hasSize(2);
  }

  @Test
  void shouldReleaseNotificationsWhenTheirAccountArrives() {
    // Given
    impact.process("", window("w").at(0));
    impact.process("", found(log("m1"), LIVE));
    settle();
    assertThat(impact.outputs(Notification.class)).isEmpty();

    // When
    impact.process("", account("Acme"));
    settle();

    // Then
    assertThat(impact.outputs(Notification.class))
        .extracting(notification -> notification.content().audience())
        .containsExactlyInAnyOrder(Audience.USER, Audience.ACCOUNT);
  }

  @Test
  void shouldReportAllIncidentsAndSendNothingTwiceAfterARestart() {
    // Given
    exposeAcme();
    settle();
    impact.forwarded();
    flush();

    // When
    impact.restart();
    settle();

    // Then
    List<ImpactOutput> outputs = impact.outputs(ImpactOutput.class);
    assertThat(outputs).hasSize(1).hasOnlyElementsOfType(IncidentPart.class);
  }

  @Test
  void shouldNotifyAfterARestartWhatWasPending() {
    // Given: a commit after the record, and before the tick
    exposeAcme();
    impact.forwarded();
    flush();

    // When
    impact.restart();
    settle();

    // Then
    assertThat(accountNotifications()).hasSize(1);
  }

  @Test
  void shouldFlagARecordOnce() {
    // Given
    impact.process("", window("w").at(0));

    // When
    impact.process("", found(log("m1"), LIVE));
    impact.process("", found(log("m1"), MatchResult.NOT_LIVE));

    // Then
    assertThat(impact.outputs(Exposure.class)).hasSize(1);
  }

  private void exposeAcme() {
    impact.process("", window("w").at(0));
    impact.process("", account("Acme"));
    impact.process("", found(log("m1"), LIVE));
  }

  private List<Notification> accountNotifications() {
    return impact.outputs(Notification.class).stream()
        .filter(notification -> notification.content().audience() == Audience.ACCOUNT)
        .toList();
  }

  private void tick() {
    impact.advance(Duration.ofSeconds(1));
  }

  /** The punctuator that does pending work is there once the tick has begun a round. */
  private void work() {
    impact.advance(Duration.ofMillis(20));
  }

  private void settle() {
    for (int i = 0; i < 4; i++) {
      tick();
      work();
    }
  }

  private void flush() {
    store.flushCache();
    store.clearCache();
  }

  private static AccountChange account(String name) {
    return new AccountChange(
        "acme", new AccountHistory.Version(0, 1, 1, new Account("acme", name, null, null)));
  }

  private static MatchResult found(Examples.LogExample log, long arrivedAt) {
    return new MatchResult.Candidate(
        log.get(), 0, List.of(new Verdict("breach", Standing.EXPOSED)), arrivedAt);
  }
}
