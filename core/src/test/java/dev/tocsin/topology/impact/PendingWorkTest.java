package dev.tocsin.topology.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Identity;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.impact.PendingWork.Kind;
import dev.tocsin.topology.impact.PendingWork.Walk;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PendingWorkTest {

  private static final Bytes ACME = StoreKeys.of("INC-1", "acme");
  private static final Bytes GLOBEX = StoreKeys.of("INC-1", "globex");
  private static final Bytes CURSOR = Bytes.wrap(new byte[] {7});

  private final Table store = TestStores.table(StoreTable.WALK);
  private PendingWork pending = new PendingWork(store, Identity.unkeyed());

  @Test
  void shouldHavePeopleDueAtOnce() {
    // When
    pending.person(ACME, 5);

    // Then
    assertThat(pending.pollPerson()).isEqualTo(new PendingWork.Person(ACME, 5));
    assertThat(pending.pollPerson()).isNull();
  }

  @Test
  void shouldKeepAccountsUntilARoundBegins() {
    // Given
    pending.account("INC-1", ACME);
    pending.account("INC-1", GLOBEX);
    pending.account("INC-1", ACME);
    assertThat(pending.isAnyDue()).isFalse();

    // When
    pending.beginRound();

    // Then
    assertThat(due()).containsExactly(ACME, GLOBEX);
    assertThat(pending.isAnyDue()).isFalse();
  }

  @Test
  void shouldNotBeginARoundBeforeTheLastOneIsDone() {
    // Given
    pending.account("INC-1", ACME);
    pending.beginRound();

    // When
    pending.account("INC-1", GLOBEX);
    pending.beginRound();

    // Then
    assertThat(due()).containsExactly(ACME);

    // When
    pending.beginRound();

    // Then
    assertThat(due()).containsExactly(GLOBEX);
  }

  @Test
  void shouldBeginWalksOverAccountsWithTheRound() {
    // Given
    pending.accountsOf("INC-1");
    assertThat(pending.peekWalk()).isNull();

    // When
    pending.beginRound();

    // Then
    Walk walk = pending.peekWalk();
    assertThat(walk).isEqualTo(new Walk(Kind.ACCOUNTS, "INC-1", null, null, false));
    assertThat(walk.prefix()).isEqualTo(StoreKeys.of("INC-1"));
  }

  @Test
  void shouldNotBeginARoundBeforeItsWalksAreDone() {
    // Given
    pending.accountsOf("INC-1");
    pending.beginRound();
    pending.advance(pending.peekWalk(), CURSOR);
    pending.account("INC-1", ACME);

    // When
    pending.beginRound();

    // Then
    assertThat(pending.pollAccount()).isNull();
    assertThat(pending.peekWalk().from()).isEqualTo(CURSOR);
  }

  @Test
  void shouldNotNotifyAnAccountTwiceInARound() {
    // Given
    pending.account("INC-1", ACME);
    pending.account("INC-1", GLOBEX);
    pending.beginRound();

    // When
    pending.notified(ACME);

    // Then
    assertThat(due()).containsExactly(GLOBEX);
  }

  @Test
  void shouldHaveSweepsAndPeopleDueAtOnceInTheirOrder() {
    // When
    pending.sweep("INC-1");
    pending.people("INC-1", null);
    pending.people("INC-1", "acme");

    // Then
    List<Walk> walks = new ArrayList<>();
    while (pending.isAnyDue()) {
      Walk walk = pending.peekWalk();
      walks.add(walk);
      pending.advance(walk, null);
    }
    assertThat(walks)
        .containsExactly(
            new Walk(Kind.SWEEP, "INC-1", null, null, false),
            new Walk(Kind.PEOPLE, "INC-1", null, null, false),
            new Walk(Kind.PEOPLE, "INC-1", "acme", null, false));
    assertThat(walks.getLast().prefix()).isEqualTo(ACME);
    assertThat(TestStores.count(store)).isZero();
  }

  @Test
  void shouldReportTheIncidentOfAFinishedSweep() {
    // Given
    pending.sweep("INC-1");
    pending.advance(pending.peekWalk(), CURSOR);
    assertThat(pending.isSweeping("INC-1")).isTrue();
    assertThat(pending.takeIncidents()).isEmpty();

    // When
    pending.advance(pending.peekWalk(), null);

    // Then
    assertThat(pending.isSweeping("INC-1")).isFalse();
    assertThat(pending.takeIncidents()).containsExactly("INC-1");
  }

  @Test
  void shouldStartAWalkOverThatIsAskedForAgain() {
    // Given
    pending.sweep("INC-1");
    pending.advance(pending.peekWalk(), CURSOR);

    // When
    pending.sweep("INC-1");
    pending.sweep("INC-1");

    // Then
    assertThat(pending.peekWalk().from()).isEqualTo(CURSOR);
    pending.advance(pending.peekWalk(), null);
    assertThat(pending.isSweeping("INC-1")).isTrue();
    assertThat(pending.peekWalk().from()).isNull();
    pending.advance(pending.peekWalk(), null);
    assertThat(pending.isSweeping("INC-1")).isFalse();
  }

  @Test
  void shouldLeaveAnAccountWalkAskedForAgainToTheNextRound() {
    // Given
    pending.accountsOf("INC-1");
    pending.beginRound();
    pending.advance(pending.peekWalk(), CURSOR);

    // When
    pending.accountsOf("INC-1");
    pending.advance(pending.peekWalk(), null);

    // Then
    assertThat(pending.isAnyDue()).isFalse();
    pending.beginRound();
    assertThat(pending.peekWalk().from()).isNull();
  }

  @Test
  void shouldContinueAWalkAfterARestart() {
    // Given
    pending.sweep("INC-1");
    pending.accountsOf("INC-2");
    pending.beginRound();
    pending.advance(pending.peekWalk(), CURSOR);

    // When
    pending = new PendingWork(store, Identity.unkeyed());

    // Then
    assertThat(pending.isSweeping("INC-1")).isTrue();
    assertThat(pending.peekWalk().from()).isEqualTo(CURSOR);
    pending.advance(pending.peekWalk(), null);
    assertThat(pending.isAnyDue()).isFalse();
    pending.beginRound();
    assertThat(pending.peekWalk().incidentId()).isEqualTo("INC-2");
  }

  @Test
  void shouldTakeEachIncidentOnce() {
    // Given
    pending.incident("INC-1");
    pending.account("INC-2", StoreKeys.of("INC-2", "acme"));
    pending.incident("INC-1");

    // When
    assertThat(pending.takeIncidents()).containsExactly("INC-1", "INC-2");

    // Then
    assertThat(pending.takeIncidents()).isEmpty();
  }

  @Test
  void shouldReadTheStoredWalksOfEarlierReleases() {
    // Given: a walk over all accounts, which is not asked for any more
    byte[] stored = Walk.CODEC.encode(new Walk(Kind.ALL_ACCOUNTS, "", null, null, false));
    store.put(
        new HashedKeys(Identity.unkeyed(), 3)
            .hashed(StoreKeys.of(Kind.ALL_ACCOUNTS.name(), "", "")),
        stored);

    // When
    pending.beginRound();

    // Then
    assertThat(pending.peekWalk().prefix()).isEqualTo(Rows.EVERYTHING);
    pending.advance(pending.peekWalk(), null);
    assertThat(TestStores.count(store)).isZero();
  }

  private List<Bytes> due() {
    List<Bytes> due = new ArrayList<>();
    for (Bytes next = pending.pollAccount(); next != null; next = pending.pollAccount()) {
      due.add(next);
    }
    return due;
  }
}
