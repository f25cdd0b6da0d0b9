package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.Standing;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.StoreKeys;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class ImpactsTest {

  private static final Bytes ACME = StoreKeys.of("INC-1", "acme");
  private static final Bytes PERSON = StoreKeys.of("INC-1", "acme", "+12025550123");
  private static final long NOW = 9_000;

  private final Rows<PersonImpact> people =
      new Rows<>(
          TestStores.table(StoreTable.PERSON),
          Codecs.PERSON_IMPACT,
          new HashedKeys(Identity.unkeyed(), 3),
          16);
  private final Rows<AccountImpact> accounts =
      new Rows<>(
          TestStores.table(StoreTable.ACCOUNT_IMPACT),
          Codecs.ACCOUNT_IMPACT,
          new HashedKeys(Identity.unkeyed(), 2),
          16);
  private final IncidentTable incidents =
      new IncidentTable(TestStores.table(StoreTable.INCIDENT_IMPACT));
  private final Set<String> known = new HashSet<>(Set.of("acme"));
  private final PendingWork pending =
      new PendingWork(TestStores.table(StoreTable.WALK), Identity.unkeyed());
  private final Impacts impacts =
      new Impacts(people, accounts, incidents, known::contains, pending, () -> NOW);

  @Test
  void shouldCountAnExposedRecord() {
    // Given
    assertThat(impacts.isEmpty("INC-1", "acme")).isTrue();

    // When
    move(log("m1"), null, Standing.EXPOSED, 70);

    // Then
    assertThat(impacts.isEmpty("INC-1", "acme")).isFalse();
    IncidentImpact incident = incidents.get("INC-1");
    assertThat(incident.tally().exposed()).isEqualTo(1);
    assertThat(incident.tally().exposedByChannel()).containsEntry("SMS", 1L);
    assertThat(incident.users()).isEqualTo(1);
    assertThat(incident.accounts()).isEqualTo(1);
    AccountImpact account = accounts.get(ACME);
    assertThat(account.users()).isEqualTo(1);
    assertThat(account.seen().first()).isEqualTo(1_500);
    assertThat(people.get(PERSON).records()).isEqualTo(1);
  }

  @Test
  void shouldAddWhatChangedToThePendingWork() {
    // When
    move(log("m1"), null, Standing.EXPOSED, 70);

    // Then
    assertThat(pending.pollPerson()).isEqualTo(new PendingWork.Person(PERSON, 70));
    assertThat(pending.takeIncidents()).containsExactly("INC-1");
    pending.beginRound();
    assertThat(pending.pollAccount()).isEqualTo(ACME);
  }

  @Test
  void shouldNotAddAPersonForEveryRecord() {
    // Given
    move(log("m1"), null, Standing.EXPOSED, 70);
    pending.pollPerson();

    // When
    move(log("m2"), null, Standing.EXPOSED, 80);

    // Then
    assertThat(pending.pollPerson()).isNull();
    assertThat(people.get(PERSON).records()).isEqualTo(2);
    assertThat(incidents.get("INC-1").users()).isEqualTo(1);
  }

  @Test
  void shouldAddAPersonWhoseLastRecordIsNotExposedAnyMore() {
    // Given
    move(log("m1"), null, Standing.EXPOSED, 70);
    pending.pollPerson();

    // When
    move(log("m1"), Standing.EXPOSED, Standing.DRAFT, 80);

    // Then
    assertThat(pending.pollPerson())
        .isEqualTo(new PendingWork.Person(PERSON, MatchResult.NOT_LIVE));
    IncidentImpact incident = incidents.get("INC-1");
    assertThat(incident.users()).isZero();
    assertThat(incident.accounts()).isZero();
    assertThat(incident.tally().drafts()).isEqualTo(1);
    assertThat(impacts.isEmpty("INC-1", "acme")).isFalse();
  }

  @Test
  void shouldCountADraftWithoutPeople() {
    // When
    move(log("m1"), null, Standing.DRAFT, 70);

    // Then
    assertThat(pending.pollPerson()).isNull();
    assertThat(incidents.get("INC-1").tally().drafts()).isEqualTo(1);
    assertThat(incidents.get("INC-1").accounts()).isZero();
  }

  @Test
  void shouldLookUpTheSpanWhenARecordAtItsEndLeaves() {
    // Given
    move(log("m1").at(1_100), null, Standing.EXPOSED, 70);
    move(log("m2").at(1_200), null, Standing.EXPOSED, 70);
    move(log("m3").at(1_300), null, Standing.EXPOSED, 70);

    // When
    move(log("m2").at(1_200), Standing.EXPOSED, null, MatchResult.NOT_LIVE);

    // Then
    assertThat(accounts.get(ACME).seen().isExact()).isTrue();

    // When
    move(log("m3").at(1_300), Standing.EXPOSED, null, MatchResult.NOT_LIVE);

    // Then
    assertThat(accounts.get(ACME).seen().isExact()).isFalse();
  }

  @Test
  void shouldCountNotificationsThatWaitForTheirAccount() {
    // Given
    known.clear();
    move(log("m1"), null, Standing.EXPOSED, 70);
    assertThat(incidents.get("INC-1").pending()).isEqualTo(2);
    assertThat(incidents.get("INC-1").pendingSince()).isEqualTo(NOW);

    // When
    known.add("acme");
    impacts.accountChanged("acme");

    // Then
    assertThat(incidents.get("INC-1").pending()).isZero();
  }

  @Test
  void shouldNotifyThePeopleOfAnAccountThatChanged() {
    // Given
    move(log("m1"), null, Standing.EXPOSED, 70);

    // When
    impacts.accountChanged("acme");

    // Then
    assertThat(pending.peekWalk())
        .isEqualTo(new PendingWork.Walk(PendingWork.Kind.PEOPLE, "INC-1", "acme", null, false));
  }

  @Test
  void shouldIgnoreAnAccountThatNoIncidentHasExposed() {
    // Given
    move(log("m1"), null, Standing.EXPOSED, 70);
    pending.takeIncidents();

    // When
    impacts.accountChanged("globex");

    // Then
    assertThat(pending.isAnyDue()).isFalse();
    assertThat(pending.takeIncidents()).isEmpty();
  }

  @Test
  void shouldCountEachIncidentSeparately() {
    // When
    move(log("m1"), null, Standing.EXPOSED, 70);
    impacts.move("INC-2", row(log("m1").get()), null, Standing.EXPOSED, 70);

    // Then
    assertThat(incidents.get("INC-1").tally().exposed()).isEqualTo(1);
    assertThat(incidents.get("INC-2").tally().exposed()).isEqualTo(1);
    assertThat(pending.takeIncidents()).containsExactly("INC-1", "INC-2");
  }

  private void move(Examples.LogExample log, Standing before, Standing after, long arrivedAt) {
    impacts.move("INC-1", row(log.get()), before, after, arrivedAt);
  }

  private static LedgerRow row(LogRecord record) {
    return new LedgerRow(Standing.EXPOSED, 1, record, record.phone());
  }
}
