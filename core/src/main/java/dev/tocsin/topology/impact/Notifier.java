package dev.tocsin.topology.impact;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.Deadline;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.NotificationState;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.LostStateException;
import dev.tocsin.topology.state.StoreKeys;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a notifier was told in line with what stands. It may be asked at any time and as
 * often as one likes: it speaks only when there is something new to say.
 */
final class Notifier {

  private final TopologySettings settings;
  private final Supplier<WindowBook> book;
  private final AccountTable accounts;
  private final IncidentTable incidents;
  private final Rows<LedgerRow> ledger;
  private final Function<String, Coverage> coverage;
  private final Emitter out;
  private final Telemetry telemetry;

  /**
   * @param book the windows, loaded at first use
   * @param coverage of an incident, as last computed
   */
  Notifier(
      TopologySettings settings,
      Supplier<WindowBook> book,
      AccountTable accounts,
      IncidentTable incidents,
      Rows<LedgerRow> ledger,
      Function<String, Coverage> coverage,
      Emitter out,
      Telemetry telemetry) {
    this.settings = settings;
    this.book = book;
    this.accounts = accounts;
    this.incidents = incidents;
    this.ledger = ledger;
    this.coverage = coverage;
    this.out = out;
    this.telemetry = telemetry;
  }

  /**
   * Tells about a person what has to be told.
   *
   * @return what the notifier knows afterwards
   */
  NotificationState person(
      String incidentId, String accountId, String person, PersonImpact impact) {
    NotificationState told = impact.notification();
    boolean exposed = impact.records() > 0;
    if (!exposed && !told.isInEffect()) {
      return told;
    }
    Account account = accounts.get(accountId);
    Incident wording = wording(incidentId, exposed && account != null);
    if (wording == null) {
      return told;
    }
    NotificationContent content =
        new NotificationContent(
            Audience.USER,
            wording,
            accountId,
            account,
            person,
            Deadline.of(wording, settings.deadlines()),
            null);
    String id = Identity.userNotificationId(incidentId, accountId, person);
    return tell(id, told, content, exposed, account == null);
  }

  /** Tells an account what has to be told, and notes it in the impact; whether anything was. */
  boolean account(String incidentId, String accountId, AccountImpact impact) {
    NotificationState told = impact.notification();
    boolean exposed = impact.tally().exposed() > 0;
    if (!exposed && !told.isInEffect()) {
      return false;
    }
    Account account = accounts.get(accountId);
    Incident wording = wording(incidentId, exposed && account != null);
    if (wording == null) {
      return false;
    }
    NotificationContent content =
        new NotificationContent(
            Audience.ACCOUNT,
            wording,
            accountId,
            account,
            null,
            Deadline.of(wording, settings.deadlines()),
            figures(incidentId, accountId, impact));
    String id = Identity.accountNotificationId(incidentId, accountId);
    NotificationState now = tell(id, told, content, exposed, account == null);
    impact.notification(now);
    return !now.equals(told);
  }

  /**
   * What an incident is called. To say that something stands an ACTIVE window must say so; when
   * this task has not heard of it yet, or has not swept yet what it left behind, there is nothing
   * to say for now, and the change that is under way comes back to it.
   */
  private @Nullable Incident wording(String incidentId, boolean stands) {
    Incident active = book.get().activeDetails(incidentId);
    return active != null || stands ? active : incidents.get(incidentId).notifiedDetails();
  }

  private NotificationState tell(
      String id,
      NotificationState told,
      NotificationContent content,
      boolean exposed,
      boolean accountGone) {
    byte[] wanted = exposed && !accountGone ? content.fingerprint() : null;
    NotificationAction action = told.next(wanted, exposed && accountGone);
    if (action == null) {
      return told;
    }
    NotificationState now = told.sent(action, wanted);
    out.emit(id, new ImpactOutput.Notification(id, now.revision(), action, content));
    telemetry.notification(content.audience(), action);
    return now;
  }

  private NotificationContent.Figures figures(
      String incidentId, String accountId, AccountImpact impact) {
    boolean any = impact.tally().exposed() > 0;
    if (any && !impact.seen().isExact()) {
      lookUp(impact.seen(), StoreKeys.of(incidentId, accountId));
    }
    return new NotificationContent.Figures(
        impact.tally().exposed(),
        impact.users(),
        impact.tally().exposedByChannel(),
        any ? impact.seen().first() : null,
        any ? impact.seen().last() : null,
        windows(incidentId, accountId),
        coverage.apply(incidentId));
  }

  /** An account's rows lie in the order in which the records were sent. */
  private void lookUp(SeenSpan seen, Bytes prefix) {
    LedgerRow first = ledger.first(prefix, Notifier::isExposed);
    LedgerRow last = ledger.last(prefix, Notifier::isExposed);
    if (first == null || last == null) {
      throw new LostStateException("the ledger has no row of an account that it counts");
    }
    seen.set(first.record().sentAt(), last.record().sentAt());
  }

  private List<CompromiseWindow> windows(String incidentId, String accountId) {
    return book.get().windowsOf(incidentId).stream()
        .map(WindowBook.Entry::window)
        .filter(Objects::nonNull)
        .filter(window -> window.status() == WindowStatus.ACTIVE && window.names(accountId))
        .limit(CompromiseWindow.MAX_LISTED)
        .toList();
  }

  private static boolean isExposed(LedgerRow row) {
    return row.standing() == Standing.EXPOSED;
  }
}
