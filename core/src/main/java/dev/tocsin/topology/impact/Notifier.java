package dev.tocsin.topology.impact;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.Deadline;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.NotificationState;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.state.StoreKeys;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Sends the notifications of people and accounts. It may be called at any time and any number of
 * times: it sends a notification only if its content differs from the one that was sent last.
 */
final class Notifier {

  /** What notifications state, as it is now. */
  interface Facts {

    WindowBook windows();

    /** Null when the account table does not have the account. */
    @Nullable Account account(String accountId);

    /** The details of an incident from its last ACTIVE window; null when it never had one. */
    @Nullable Incident lastActiveDetails(String incidentId);

    Coverage coverage(String incidentId);

    /** Finds out when the first and the last exposed record of an account were sent. */
    void lookUp(String incidentId, String accountId, SeenSpan seen);
  }

  private final Rows<PersonImpact> people;
  private final Rows<AccountImpact> accounts;
  private final Facts facts;
  private final SortedMap<String, Duration> deadlines;
  private final Identity identity;
  private final Consumer<? super ImpactOutput.Notification> out;
  private final Telemetry telemetry;

  /**
   * @param deadlines policy name to time allowed from the moment of awareness
   */
  Notifier(
      Rows<PersonImpact> people,
      Rows<AccountImpact> accounts,
      Facts facts,
      SortedMap<String, Duration> deadlines,
      Identity identity,
      Consumer<? super ImpactOutput.Notification> out,
      Telemetry telemetry) {
    this.people = people;
    this.accounts = accounts;
    this.facts = facts;
    this.deadlines = deadlines;
    this.identity = identity;
    this.out = out;
    this.telemetry = telemetry;
  }

  /**
   * Notifies a person.
   *
   * @param key of the person's row
   * @return whether there was anything to send
   */
  boolean person(Bytes key) {
    PersonImpact impact = people.get(key);
    return impact != null && person(key, impact);
  }

  /**
   * Notifies an account.
   *
   * @param key of the account's row
   */
  void account(Bytes key) {
    AccountImpact impact = accounts.get(key);
    if (impact != null) {
      account(key, impact);
    }
  }

  /** Notifies a chunk of people; where to continue, null at the end. */
  @Nullable Bytes people(Bytes prefix, @Nullable Bytes cursor, int size) {
    Rows.Chunk<PersonImpact> chunk = people.chunk(prefix, cursor, size);
    for (KeyValue<Bytes, PersonImpact> entry : chunk.rows()) {
      person(entry.key, entry.value);
    }
    return chunk.next();
  }

  /**
   * Notifies a chunk of accounts.
   *
   * @param done is given the key of each
   * @return where to continue; null at the end
   */
  @Nullable Bytes accounts(Bytes prefix, @Nullable Bytes cursor, int size, Consumer<Bytes> done) {
    Rows.Chunk<AccountImpact> chunk = accounts.chunk(prefix, cursor, size);
    for (KeyValue<Bytes, AccountImpact> entry : chunk.rows()) {
      account(entry.key, entry.value);
      done.accept(entry.key);
    }
    return chunk.next();
  }

  private boolean person(Bytes key, PersonImpact impact) {
    NotificationState last = impact.notification();
    boolean exposed = impact.records() > 0;
    if (!exposed && !last.isInEffect()) {
      return false;
    }
    List<String> names = StoreKeys.texts(key, 3);
    String incidentId = names.get(0);
    String accountId = names.get(1);
    String person = names.get(2);
    Account account = facts.account(accountId);
    Incident details = details(incidentId, exposed && account != null);
    if (details == null) {
      return false;
    }
    NotificationContent content =
        new NotificationContent(
            Audience.USER,
            details,
            accountId,
            account,
            person,
            Deadline.of(details, deadlines),
            null);
    String id = identity.userNotificationId(incidentId, accountId, person);
    NotificationState now = send(id, last, content, exposed, account == null);
    if (now == null) {
      return false;
    }
    people.put(key, impact.notification(now));
    return true;
  }

  private void account(Bytes key, AccountImpact impact) {
    NotificationState last = impact.notification();
    boolean exposed = impact.tally().exposed() > 0;
    if (!exposed && !last.isInEffect()) {
      return;
    }
    List<String> names = StoreKeys.texts(key, 2);
    String incidentId = names.get(0);
    String accountId = names.get(1);
    Account account = facts.account(accountId);
    Incident details = details(incidentId, exposed && account != null);
    if (details == null) {
      return;
    }
    NotificationContent content =
        new NotificationContent(
            Audience.ACCOUNT,
            details,
            accountId,
            account,
            null,
            Deadline.of(details, deadlines),
            figures(incidentId, accountId, impact));
    String id = identity.accountNotificationId(incidentId, accountId);
    NotificationState now = send(id, last, content, exposed, account == null);
    if (now != null) {
      impact.notification(now);
      accounts.put(key, impact);
    }
  }

  /**
   * The details of an incident; null when nothing can be sent for now. Only an ACTIVE window can
   * state an exposure. When this task has not received that window yet, or has not swept yet what a
   * past one covered, the change that is under way asks for the notification again.
   */
  private @Nullable Incident details(String incidentId, boolean exposed) {
    Incident active = facts.windows().activeDetails(incidentId);
    return active != null || exposed ? active : facts.lastActiveDetails(incidentId);
  }

  /** Sends the next revision, if there is one; what was sent last then, or null. */
  private @Nullable NotificationState send(
      String id,
      NotificationState last,
      NotificationContent content,
      boolean exposed,
      boolean accountGone) {
    byte[] wanted = exposed && !accountGone ? content.fingerprint(identity) : null;
    NotificationAction action = last.next(wanted, exposed && accountGone);
    if (action == null) {
      return null;
    }
    NotificationState now = last.sent(action, wanted);
    out.accept(new ImpactOutput.Notification(id, now.revision(), action, content));
    telemetry.notification(content.audience(), action);
    return now;
  }

  private NotificationContent.Figures figures(
      String incidentId, String accountId, AccountImpact impact) {
    boolean any = impact.tally().exposed() > 0;
    if (any && !impact.seen().isExact()) {
      facts.lookUp(incidentId, accountId, impact.seen());
    }
    return new NotificationContent.Figures(
        impact.tally().exposed(),
        impact.users(),
        impact.tally().exposedByChannel(),
        any ? impact.seen().first() : null,
        any ? impact.seen().last() : null,
        windows(incidentId, accountId),
        facts.coverage(incidentId));
  }

  private List<CompromiseWindow> windows(String incidentId, String accountId) {
    return facts.windows().windowsOf(incidentId).stream()
        .map(WindowBook.Entry::window)
        .filter(Objects::nonNull)
        .filter(window -> window.status() == WindowStatus.ACTIVE && window.names(accountId))
        .limit(CompromiseWindow.MAX_LISTED)
        .toList();
  }
}
