package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactOutput.Notification;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.StoreKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifierTest {

  private static final Bytes ACME = StoreKeys.of("breach", "acme");
  private static final Bytes PERSON = StoreKeys.of("breach", "acme", "+12025550123");

  /** The facts of a test. */
  private static final class TestFacts implements Notifier.Facts {

    final WindowBook book = new WindowBook();
    final Map<String, Account> accounts = new HashMap<>();
    final Map<String, Incident> lastDetails = new HashMap<>();
    Coverage coverage = Coverage.of(false, new TreeSet<>());
    int lookUps;

    @Override
    public WindowBook windows() {
      return book;
    }

    @Override
    public Account account(String accountId) {
      return accounts.get(accountId);
    }

    @Override
    public Incident lastActiveDetails(String incidentId) {
      return lastDetails.get(incidentId);
    }

    @Override
    public Coverage coverage(String incidentId) {
      return coverage;
    }

    @Override
    public void lookUp(String incidentId, String accountId, SeenSpan seen) {
      lookUps++;
      seen.set(1_100, 1_200);
    }
  }

  private final TestFacts facts = new TestFacts();
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
  private final List<Notification> sent = new ArrayList<>();
  private final Notifier notifier =
      new Notifier(
          people,
          accounts,
          facts,
          new TreeMap<>(Map.of("gdpr-art-33", Duration.ofMillis(500))),
          Identity.unkeyed(),
          sent::add,
          NoTelemetry.INSTANCE);

  @BeforeEach
  void declare() {
    facts.book.apply(window("w").at(1));
    facts.accounts.put("acme", new Account("acme", "Acme", "soc@acme.example", null));
  }

  @Test
  void shouldNotifyAPersonOnce() {
    // Given
    people.put(PERSON, PersonImpact.NONE.plus(1));

    // When
    assertThat(notifier.person(PERSON)).isTrue();
    assertThat(notifier.person(PERSON)).isFalse();

    // Then
    Notification notification = sent.getFirst();
    assertThat(sent).hasSize(1);
    assertThat(notification.action()).isEqualTo(NotificationAction.CREATED);
    assertThat(notification.revision()).isEqualTo(1);
    assertThat(notification.key()).isEqualTo(notification.notificationId());
    NotificationContent content = notification.content();
    assertThat(content.audience()).isEqualTo(Audience.USER);
    assertThat(content.phone()).isEqualTo("+12025550123");
    assertThat(content.account().name()).isEqualTo("Acme");
    assertThat(content.deadlines().getFirst().dueAt()).isEqualTo(1_500);
    assertThat(content.figures()).isNull();
  }

  @Test
  void shouldNotNotifyAPersonWithoutARow() {
    assertThat(notifier.person(PERSON)).isFalse();
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldHoldANotificationBackUntilItsAccountIsKnown() {
    // Given
    Account acme = facts.accounts.remove("acme");
    people.put(PERSON, PersonImpact.NONE.plus(1));
    expose(1);
    notifier.person(PERSON);
    notifier.account(ACME);
    assertThat(sent).isEmpty();

    // When
    facts.accounts.put("acme", acme);
    notifier.person(PERSON);
    notifier.account(ACME);

    // Then
    assertThat(actions()).containsExactly(NotificationAction.CREATED, NotificationAction.CREATED);
  }

  @Test
  void shouldCloseWhenTheAccountIsDeleted() {
    // Given
    people.put(PERSON, PersonImpact.NONE.plus(1));
    notifier.person(PERSON);

    // When
    facts.accounts.clear();
    notifier.person(PERSON);

    // Then
    assertThat(actions()).containsExactly(NotificationAction.CREATED, NotificationAction.CLOSED);
    assertThat(sent.getLast().revision()).isEqualTo(2);
  }

  @Test
  void shouldWithdrawWithTheLastDetailsOfTheIncident() {
    // Given
    people.put(PERSON, PersonImpact.NONE.plus(1));
    notifier.person(PERSON);
    facts.lastDetails.put("breach", facts.book.activeDetails("breach"));
    facts.book.apply(withdrawn("w", 2));

    // When
    notifier.person(PERSON);

    // Then
    assertThat(sent).as("still exposed, and no window states it").hasSize(1);

    // When
    people.put(PERSON, people.get(PERSON).plus(-1));
    notifier.person(PERSON);

    // Then
    assertThat(actions()).containsExactly(NotificationAction.CREATED, NotificationAction.WITHDRAWN);
    assertThat(sent.getLast().content().incident().title()).isEqualTo("Breach");
  }

  @Test
  void shouldNotNotifyOfADraft() {
    // Given
    facts.book.apply(window("w").draft().at(2));
    people.put(PERSON, PersonImpact.NONE.plus(1));

    // When
    notifier.person(PERSON);

    // Then
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldUpdateAnAccountWhenItsContentChanges() {
    // Given
    expose(1);
    notifier.account(ACME);
    notifier.account(ACME);
    assertThat(sent).hasSize(1);

    // When
    facts.coverage = Coverage.of(true, new TreeSet<>());
    notifier.account(ACME);

    // Then
    assertThat(actions()).containsExactly(NotificationAction.CREATED, NotificationAction.UPDATED);
    NotificationContent.Figures figures = sent.getLast().content().figures();
    assertThat(figures.coverage().state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(figures.records()).isEqualTo(1);
  }

  @Test
  void shouldUpdateWhenTheIncidentIsRenamed() {
    // Given
    people.put(PERSON, PersonImpact.NONE.plus(1));
    notifier.person(PERSON);

    // When
    facts.book.apply(window("w").titled("A worse breach").at(2));
    notifier.person(PERSON);

    // Then
    assertThat(actions()).containsExactly(NotificationAction.CREATED, NotificationAction.UPDATED);
  }

  @Test
  void shouldListTheActiveWindowsOfTheAccount() {
    // Given
    facts.book.apply(window("draft").draft().at(2));
    facts.book.apply(window("other").accounts("globex").at(3));
    facts.book.apply(window("own").accounts("acme").at(4));
    expose(1);

    // When
    notifier.account(ACME);

    // Then
    assertThat(sent.getFirst().content().figures().windows())
        .extracting(CompromiseWindow::id)
        .containsExactly("own", "w");
  }

  @Test
  void shouldLookUpTheSpanOnlyWhenItIsInexact() {
    // Given
    AccountImpact account = expose(2);
    notifier.account(ACME);
    assertThat(facts.lookUps).isZero();

    // When
    account.tally().count(Standing.EXPOSED, "SMS", -1);
    account.seen().remove(account.seen().last(), 1);
    notifier.account(ACME);

    // Then
    assertThat(facts.lookUps).isEqualTo(1);
    assertThat(sent.getLast().content().figures().firstSeen()).isEqualTo(1_100);
    assertThat(sent.getLast().content().figures().lastSeen()).isEqualTo(1_200);
  }

  @Test
  void shouldRememberAfterARestartWhatWasSent() {
    // Given
    expose(1);
    notifier.account(ACME);

    // When
    accounts.seal();
    accounts.forget();
    notifier.account(ACME);

    // Then
    assertThat(sent).hasSize(1);
  }

  @Test
  void shouldNotifyPeopleInChunks() {
    // Given
    for (int i = 0; i < 5; i++) {
      people.put(StoreKeys.of("breach", "acme", "+1202555012" + i), PersonImpact.NONE.plus(1));
    }
    people.put(StoreKeys.of("breach", "globex", "+12025550199"), PersonImpact.NONE.plus(1));

    // When
    Bytes next = notifier.people(ACME, null, 3);

    // Then
    assertThat(sent).hasSize(3);
    assertThat(notifier.people(ACME, next, 3)).isNull();
    assertThat(sent).hasSize(5);
    notifier.people(ACME, null, 10);
    assertThat(sent).hasSize(5);
  }

  @Test
  void shouldNotifyAccountsInChunks() {
    // Given
    expose(1);
    facts.accounts.put("globex", new Account("globex", "Globex", null, null));
    accounts.put(StoreKeys.of("breach", "globex"), exposed(1));
    List<Bytes> done = new ArrayList<>();

    // When
    Bytes next = notifier.accounts(StoreKeys.of("breach"), null, 1, done::add);

    // Then
    assertThat(sent).hasSize(1);
    assertThat(notifier.accounts(StoreKeys.of("breach"), next, 1, done::add)).isNull();
    assertThat(sent).hasSize(2);
    assertThat(done).containsExactlyInAnyOrder(ACME, StoreKeys.of("breach", "globex"));
    notifier.account(ACME);
    assertThat(sent).hasSize(2);
  }

  private AccountImpact expose(int records) {
    AccountImpact impact = exposed(records);
    accounts.put(ACME, impact);
    return impact;
  }

  private static AccountImpact exposed(int records) {
    AccountImpact impact = AccountImpact.none(true);
    for (int i = 0; i < records; i++) {
      impact.tally().count(Standing.EXPOSED, "SMS", 1);
      impact.seen().add(1_500 + i);
    }
    impact.addUsers(1);
    return impact;
  }

  private List<NotificationAction> actions() {
    return sent.stream().map(Notification::action).toList();
  }
}
