package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.EarlyCommit;
import dev.tocsin.topology.state.OnDemandPunctuator;
import dev.tocsin.topology.state.Schedule;
import dev.tocsin.topology.state.StoredWindows;
import dev.tocsin.topology.state.TimeBudget;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One impact partition. Inputs change the ledger, the ledger changes the totals, and the totals add
 * to the pending work; the task takes that out and passes it to the notifier.
 */
final class ImpactTask {

  private static final Duration WORK_EVERY = Duration.ofMillis(20);
  private static final int CHUNK = 256;

  /**
   * Unchanged rows in memory: the same record is hardly ever read again, an account with each of
   * its records.
   */
  private static final int HELD_RECORDS = 64;

  private static final int HELD_PEOPLE = 512;
  private static final int HELD_ACCOUNTS = 2_048;

  private final ProcessorContext<String, ImpactOutput> context;
  private final TopologySettings settings;
  private final Telemetry telemetry;
  private final StoredWindows windows;
  private final AccountTable accounts;
  private final IncidentTable incidents;
  private final StoredCoverage coverage;
  private final PendingWork pending;
  private final Impacts impacts;
  private final Ledger ledger;
  private final IncidentReporter reporter;
  private final Notifier notifier;
  private final EarlyCommit commit;
  private final OnDemandPunctuator punctuator;
  private boolean started;

  ImpactTask(
      ProcessorContext<String, ImpactOutput> context,
      Schedule schedule,
      TopologySettings settings,
      PhoneNormalizer phones,
      Identity identity,
      Telemetry telemetry) {
    this.context = context;
    this.settings = settings;
    this.telemetry = telemetry;
    this.commit = new EarlyCommit(context);
    BufferedStore store = context.getStateStore(StoreNames.IMPACT);
    this.windows = new StoredWindows(store.table(StoreTable.IMPACT_WINDOW));
    this.accounts = new AccountTable(store.table(StoreTable.ACCOUNT), identity);
    this.incidents = new IncidentTable(store.table(StoreTable.INCIDENT_IMPACT));
    this.coverage =
        new StoredCoverage(
            store.table(StoreTable.COVERAGE),
            new CoverageBook(settings.partitions(), Set.copyOf(settings.providers())));
    this.pending = new PendingWork(store.table(StoreTable.WALK), identity);
    Rows<LedgerRow> records =
        new Rows<>(
            store.table(StoreTable.LEDGER),
            Codecs.LEDGER_ROW,
            new HashedKeys(identity, 2),
            HELD_RECORDS);
    Rows<PersonImpact> people =
        new Rows<>(
            store.table(StoreTable.PERSON),
            Codecs.PERSON_IMPACT,
            new HashedKeys(identity, 3),
            HELD_PEOPLE);
    Rows<AccountImpact> totals =
        new Rows<>(
            store.table(StoreTable.ACCOUNT_IMPACT),
            Codecs.ACCOUNT_IMPACT,
            new HashedKeys(identity, 2),
            HELD_ACCOUNTS);
    this.impacts =
        new Impacts(
            people,
            totals,
            incidents,
            accountId -> accounts.get(accountId) != null,
            pending,
            context::currentSystemTimeMs);
    this.ledger = new Ledger(records, windows::book, phones, identity, impacts, this::send);
    this.reporter =
        new IncidentReporter(
            context.taskId().partition(),
            windows::book,
            coverage::book,
            incidents,
            pending::isSweeping,
            this::send);
    this.notifier =
        new Notifier(
            people, totals, new Facts(), settings.deadlines(), identity, this::send, telemetry);
    this.punctuator =
        new OnDemandPunctuator(schedule, WORK_EVERY, context::currentSystemTimeMs, this::work);
    // The stores are restored later, so the first punctuation finds out whether there is work.
    punctuator.begin();
  }

  /** What notifications state, from the parts of this task. */
  private final class Facts implements Notifier.Facts {

    @Override
    public WindowBook windows() {
      return windows.book();
    }

    @Override
    public @Nullable Account account(String accountId) {
      return accounts.get(accountId);
    }

    @Override
    public @Nullable Incident lastActiveDetails(String incidentId) {
      return incidents.get(incidentId).notifiedDetails();
    }

    @Override
    public Coverage coverage(String incidentId) {
      return reporter.coverage(incidentId);
    }

    @Override
    public void lookUp(String incidentId, String accountId, SeenSpan seen) {
      ledger.lookUp(incidentId, accountId, seen);
    }
  }

  /** A record has arrived. */
  void processed() {
    punctuator.processed();
  }

  String id() {
    return context.taskId().toString();
  }

  void matched(MatchResult result) {
    switch (result) {
      case MatchResult.Candidate candidate -> {
        ledger.take(candidate);
        notifyPeople();
      }
      case CoverageMark mark -> marked(mark);
    }
  }

  private void marked(CoverageMark mark) {
    if (!coverage.apply(mark, windows.book())) {
      return;
    }
    CompromiseWindow window = windows.window(mark.windowId());
    if (window != null) {
      pending.incident(window.incident().id());
    }
    if (mark.done()) {
      // Commits what the scan found, which was received before, too: a responder waits for it.
      commit.request();
    }
  }

  void accountChanged(AccountChange change) {
    if (accounts.apply(change)) {
      impacts.accountChanged(change.accountId());
      punctuator.begin();
    }
  }

  void windowChanged(WindowChange change) {
    CompromiseWindow before = windows.window(change.windowId());
    CompromiseWindow after = change.window();
    Set<String> touched = new LinkedHashSet<>();
    if (before != null) {
      touched.add(before.incident().id());
    }
    if (after != null) {
      touched.add(after.incident().id());
    }
    Map<String, Incident> details = new HashMap<>();
    touched.forEach(id -> details.put(id, windows.book().activeDetails(id)));
    if (!windows.apply(change)) {
      return;
    }
    if (after == null) {
      coverage.forget(change.windowId(), change.revision());
    }
    if (before != null && before.mayLose(after)) {
      pending.sweep(before.incident().id());
    }
    for (String incidentId : touched) {
      touch(incidentId, change.revision(), details.get(incidentId));
    }
    punctuator.begin();
  }

  private void touch(String incidentId, long revision, @Nullable Incident detailsBefore) {
    WindowBook book = windows.book();
    Incident active = book.activeDetails(incidentId);
    IncidentImpact incident = incidents.get(incidentId);
    incident.touched(revision, book.details(incidentId), active);
    incidents.put(incidentId, incident);
    if (!Objects.equals(active, detailsBefore)) {
      pending.people(incidentId, null);
    }
    // Account notifications list the windows.
    pending.accountsOf(incidentId);
    pending.incident(incidentId);
  }

  /**
   * Does pending work, for as long as it may hold the thread.
   *
   * @return whether any is left
   */
  private boolean work() {
    start();
    TimeBudget budget = new TimeBudget(punctuator.part(settings.scanBudget()));
    while (pending.isAnyDue() && budget.getAsBoolean()) {
      PendingWork.Walk walk = pending.peekWalk();
      if (walk != null) {
        pending.advance(walk, step(walk));
        notifyPeople();
      } else {
        notifier.account(Objects.requireNonNull(pending.pollAccount()));
      }
    }
    return pending.isAnyDue();
  }

  private @Nullable Bytes step(PendingWork.Walk walk) {
    return switch (walk.kind()) {
      case SWEEP -> ledger.sweep(walk.incidentId(), walk.prefix(), walk.from(), CHUNK);
      case PEOPLE -> notifier.people(walk.prefix(), walk.from(), CHUNK);
      case ACCOUNTS, ALL_ACCOUNTS ->
          notifier.accounts(walk.prefix(), walk.from(), CHUNK, pending::notified);
    };
  }

  private void notifyPeople() {
    for (PendingWork.Person next = pending.pollPerson();
        next != null;
        next = pending.pollPerson()) {
      if (notifier.person(next.key()) && next.arrivedAt() != MatchResult.NOT_LIVE) {
        telemetry.detectionLatency(context.currentSystemTimeMs() - next.arrivedAt());
        commit.request();
      }
    }
  }

  /** Reports the incidents that have changed since the last tick, and begins a round. */
  void tick() {
    start();
    for (String incidentId : pending.takeIncidents()) {
      if (reporter.report(incidentId)) {
        pending.accountsOf(incidentId);
      }
    }
    pending.beginRound();
    punctuator.begin();
    telemetry.pending(id(), Map.of(PendingCause.ACCOUNT_UNKNOWN, incidents.pending()));
  }

  /**
   * Pending accounts and incidents are lost in a restart, so all incidents are reported then. None
   * has a reported coverage yet, so the accounts of each are notified too.
   */
  private void start() {
    if (!started) {
      started = true;
      incidents.ids().forEach(pending::incident);
      incidents.waitFrom(context.currentSystemTimeMs());
    }
  }

  private void send(ImpactOutput output) {
    context.forward(new Record<>(output.key(), output, context.currentSystemTimeMs()));
  }
}
