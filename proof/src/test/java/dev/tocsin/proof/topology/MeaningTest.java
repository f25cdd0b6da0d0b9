package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is exposed, who is notified, and what is withdrawn. */
class MeaningTest {

  private final TopologyHarness story = new TopologyHarness();

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldFlagPastRecordsThatAWindowCovers() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.log("m2").at("2024-04-02T00:00:00Z").push();
    // When
    story.window("w").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.effective()).containsOnlyKeys("breach/acme", "breach/acme/+12025550123");
    var notification = story.effective().get("breach/acme");
    assertThat(notification.getRecordCount()).isEqualTo(1);
    assertThat(notification.getAffectedUserCount()).isEqualTo(1);
    assertThat(notification.getCoverage().getState()).isEqualTo("COMPLETE");
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("COMPLETE");
    assertThat(story.incident("breach").getRecordCount()).isEqualTo(1);
  }

  @Test
  void shouldFlagNewRecordsThatAWindowCovers() {
    // Given
    story.account("acme");
    story.window("w").declare();
    story.settle();
    // When
    story.log("m1").push();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.effective()).hasSize(2);
  }

  @Test
  void shouldIncludeTheFirstInstantAndNotTheLast() {
    // Given
    story.account("acme");
    story.log("first").at("2024-03-01T00:00:00Z").push();
    story.log("before").at("2024-02-29T23:59:59.999Z").push();
    story.log("last").at("2024-03-31T23:59:59.999Z").push();
    story.log("after").at("2024-04-01T00:00:00Z").push();
    // When
    story.window("w").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactlyInAnyOrder("breach/first", "breach/last");
  }

  @Test
  void shouldWithdrawWhatAShrunkWindowNoLongerCovers() {
    // Given
    story.account("acme");
    story.log("early").at("2024-03-02T00:00:00Z").phone("+12025550101").push();
    story.log("late").at("2024-03-30T00:00:00Z").phone("+12025550102").push();
    story.window("w").declare();
    story.settle();
    // When
    story.window("w").to("2024-03-15T00:00:00Z").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/early");
    assertThat(story.effective()).containsOnlyKeys("breach/acme", "breach/acme/+12025550101");
    assertThat(story.effective().get("breach/acme").getRecordCount()).isEqualTo(1);
    assertThat(story.exposed()).hasSize(3);
  }

  @Test
  void shouldWithdrawEverythingWithTheWindow() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    // When
    story.withdraw("w");
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.effective()).isEmpty();
    assertThat(story.incident("breach").getStatus()).isEqualTo("WITHDRAWN");
    assertThat(story.incident("breach").getRecordCount()).isZero();
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("COMPLETE");
  }

  @Test
  void shouldFlagAgainWhenAWithdrawnWindowIsDeclaredAgain() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    story.withdraw("w");
    story.settle();
    // When
    story.window("w").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.effective()).hasSize(2);
    assertThat(story.effective().get("breach/acme/+12025550123").getRevision()).isEqualTo(3);
  }

  @Test
  void shouldFlagAgainWhatLeftTheWindowDuringAScan() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    // When
    story.window("w").from("2024-03-20T00:00:00Z").declare();
    story.window("w").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.effective()).hasSize(2);
  }

  @Test
  void shouldCountADraftWithoutNotifying() {
    // Given
    story.account("acme");
    story.log("m1").push();
    // When
    story.window("w").draft().declare();
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.notifications()).isEmpty();
    assertThat(story.incident("breach").getStatus()).isEqualTo("DRAFT");
    assertThat(story.incident("breach").getDraftRecordCount()).isEqualTo(1);
    // When
    story.window("w").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.effective()).hasSize(2);
    assertThat(story.incident("breach").getDraftRecordCount()).isZero();
    // When
    story.window("w").draft().declare();
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.effective()).isEmpty();
  }

  @Test
  void shouldNotNotifyAboutTheScanOfADraft() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    int notified = story.notifications().size();
    // When
    story.window("wider").from("2024-01-01T00:00:00Z").draft().declare();
    story.settle();
    // Then
    assertThat(story.notifications()).hasSize(notified);
    assertThat(story.incident("breach").getWindows()).hasSize(2);
  }

  @Test
  void shouldLimitListsOfChannelsAndWindows() {
    // Given
    story.account("acme");
    story.log("m0").push();
    for (int i = 0; i < 120; i++) {
      story.log("m" + i).channel("CHANNEL-" + i).push();
      story.window("w%03d".formatted(i)).declare();
    }
    // When
    story.settle();
    // Then
    assertThat(story.incident("breach").getCountsByChannel())
        .containsExactlyInAnyOrderEntriesOf(Map.of("SMS", 1L, "OTHER", 120L));
    assertThat(story.incident("breach").getWindows())
        .hasSize(100)
        .last()
        .satisfies(window -> assertThat(window.getWindowId()).isEqualTo("w099"));
    assertThat(story.effective().get("breach/acme").getWindows()).hasSize(100);
  }

  @Test
  void shouldFlagARepeatedRecordOnce() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.log("m1").with(log -> log.setCarrier("Another carrier")).push();
    story.window("w").declare();
    story.settle();
    // When
    story.log("m1").push();
    story.settle();
    // Then
    assertThat(story.exposed()).hasSize(1);
    assertThat(story.effective().get("breach/acme").getRecordCount()).isEqualTo(1);
  }

  @Test
  void shouldKeepARecordThatAnotherWindowOfTheIncidentStillCovers() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("a").declare();
    story.window("b").accounts("acme").declare();
    story.settle();
    // When
    story.withdraw("a");
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.exposed()).hasSize(1);
  }

  @Test
  void shouldSeparateOverlappingIncidents() {
    // Given
    story.account("acme");
    story.log("m1").push();
    // When
    story.window("a").incident("one").declare();
    story.window("b").incident("two").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("one/m1", "two/m1");
    assertThat(story.effective()).hasSize(4);
  }

  @Test
  void shouldMoveFlaggedRecordsWithAWindowToAnotherIncident() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").incident("one").declare();
    story.settle();
    // When
    story.window("w").incident("two").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("two/m1");
    assertThat(story.effective()).containsOnlyKeys("two/acme", "two/acme/+12025550123");
    assertThat(story.incident("one").getStatus()).isEqualTo("WITHDRAWN");
  }

  @Test
  void shouldHoldNotificationsOfAnUnknownAccount() {
    // Given
    story.log("m1").push();
    story.window("w").declare();
    // When
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.notifications()).isEmpty();
    assertThat(story.incident("breach").getPending()).containsEntry("ACCOUNT_UNKNOWN", 2L);
    // When
    story.account("acme");
    story.settle();
    // Then
    assertThat(story.effective()).hasSize(2);
    assertThat(story.incident("breach").getPending()).isEmpty();
  }

  @Test
  void shouldCloseNotificationsWhenTheAccountIsDeleted() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    // When
    story.deleteAccount("acme");
    story.settle();
    // Then
    assertThat(story.effective()).isEmpty();
    assertThat(story.notifications()).last().extracting(n -> n.getAction()).isEqualTo("CLOSED");
    assertThat(story.incident("breach").getPending()).containsEntry("ACCOUNT_UNKNOWN", 2L);
    assertThat(story.flagged()).containsExactly("breach/m1");
    // When
    story.account("acme");
    story.settle();
    // Then
    assertThat(story.effective()).hasSize(2);
  }

  @Test
  void shouldUpdateNotificationsWithTheAccountAndTheIncident() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.window("w").declare();
    story.settle();
    int before = story.notifications().size();
    // When
    story.account("acme", "Acme Incorporated");
    story.settle();
    // Then
    assertThat(story.notifications()).hasSize(before + 2);
    assertThat(story.effective().values())
        .allMatch(n -> n.getAccountName().equals("Acme Incorporated"));
    // When
    story.window("w").title("The breach of March").declare();
    story.settle();
    // Then
    assertThat(story.effective().values())
        .allMatch(n -> n.getIncident().getTitle().equals("The breach of March"))
        .allMatch(n -> n.getAction().equals("UPDATED"));
    assertThat(story.exposed()).hasSize(1);
  }

  @Test
  void shouldNotifyAPersonOnce() {
    // Given
    story.account("acme");
    story.window("w").declare();
    // When
    for (int i = 0; i < 50; i++) {
      story.log("m" + i).push();
      story.settle();
    }
    // Then
    assertThat(story.notifications()).filteredOn(n -> n.getAudience().equals("USER")).hasSize(1);
    assertThat(story.effective().get("breach/acme").getRecordCount()).isEqualTo(50);
  }

  @Test
  void shouldCompleteAnEmptyWindowWithoutRecords() {
    // Given
    story.log("m1").push();
    // When
    story.window("w").to("2024-03-01T00:00:00Z").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("COMPLETE");
  }

  @Test
  void shouldRespectChannelsAccountsAndProviders() {
    // Given
    story.log("sms").push();
    story.log("voice").channel("voice").push();
    story.log("elsewhere").by("other").push();
    story.log("other-account").account("else").push();
    // When
    story.window("w").channels("sms").accounts("acme", "third").declare();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/sms");
  }

  @Test
  void shouldFlagLiveWhileAWindowIsOpen() {
    // Given
    story.account("acme");
    story.window("w").from("2024-04-01T00:00:00Z").open().declare();
    // When
    story.log("m1").at("2024-04-10T11:59:59Z").push();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
  }

  @Test
  void shouldFlagAndWithdrawANewRecordBeforeTheHorizon() {
    // Given
    story.account("acme");
    story.window("w").from("2022-01-01T00:00:00Z").declare();
    story.settle();
    story.log("old").at("2022-06-01T00:00:00Z").push();
    story.settle();
    assertThat(story.flagged()).containsExactly("breach/old");
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("PARTIAL");
    assertThat(story.incident("breach").getCoverage().getReasons())
        .containsExactly("BEFORE_RETAINED_HISTORY");
    // When
    story.withdraw("w");
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.effective()).isEmpty();
  }

  @Test
  void shouldReportAProviderThatIsNotRead() {
    // Given
    story.window("w").provider("unread").declare();
    // When
    story.settle();
    // Then
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("PARTIAL");
    assertThat(story.incident("breach").getCoverage().getReasons())
        .containsExactly("PROVIDER_NOT_READ");
  }
}
