package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.match.MatchResult;
import dev.tocsin.topology.state.EarlyCommit;
import dev.tocsin.topology.state.OnDemandPunctuator;
import dev.tocsin.topology.state.Schedule;
import dev.tocsin.topology.state.StoredWindows;
import dev.tocsin.topology.state.TimeBudget;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One impact partition: its stores, and what follows from each input. */
final class ImpactTask {

  private static final Duration WORK_EVERY = Duration.ofMillis(20);
  private static final int CHUNK = 256;

  /** Unchanged rows in memory: a record hardly ever comes back, an account with the next record. */
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
  private final Jobs jobs;
  private final Changed changed = new Changed();
  private final Impacts impacts;
  private final Ledger ledger;
  private final EarlyCommit commit;
  private final OnDemandPunctuator spell;

  /** Coverage as the accounts were last told. */
  private final Map<String, Coverage> toldCoverage = new HashMap<>();

  private final Map<String, IncidentPart> sentParts = new HashMap<>();
  private boolean started;

  ImpactTask(
      ProcessorContext<String, ImpactOutput> context,
      Schedule schedule,
      TopologySettings settings,
      PhoneNormalizer phones,
      Telemetry telemetry) {
    this.context = context;
    this.settings = settings;
    this.telemetry = telemetry;
    this.commit = new EarlyCommit(context);
    this.windows = new StoredWindows(context.getStateStore(StoreNames.IMPACT_WINDOW));
    this.accounts = new AccountTable(context.getStateStore(StoreNames.ACCOUNT));
    this.incidents = new IncidentTable(context.getStateStore(StoreNames.INCIDENT_IMPACT));
    this.coverage =
        new StoredCoverage(
            context.getStateStore(StoreNames.COVERAGE),
            new CoverageBook(settings.partitions(), Set.copyOf(settings.providers())));
    this.jobs = new Jobs(context.getStateStore(StoreNames.JOB));
    Rows<LedgerRow> rows =
        new Rows<>(context.getStateStore(StoreNames.LEDGER), Codecs.LEDGER_ROW, 2, HELD_RECORDS);
    Notifier notifier =
        new Notifier(
            settings,
            windows::book,
            accounts,
            incidents,
            rows,
            this::toldCoverage,
            this::emit,
            telemetry);
    this.impacts =
        new Impacts(
            new Rows<>(
                context.getStateStore(StoreNames.PERSON), Codecs.PERSON_IMPACT, 3, HELD_PEOPLE),
            new Rows<>(
                context.getStateStore(StoreNames.ACCOUNT_IMPACT),
                Codecs.ACCOUNT_IMPACT,
                2,
                HELD_ACCOUNTS),
            incidents,
            accounts,
            notifier,
            changed,
            this::emit,
            telemetry,
            commit,
            context::currentSystemTimeMs);
    this.ledger = new Ledger(rows, windows::book, phones, impacts);
    this.spell =
        new OnDemandPunctuator(schedule, WORK_EVERY, context::currentSystemTimeMs, this::work);
    // What was left undone is known once the stores are restored.
    spell.begin();
  }

  /** A record comes. */
  void processed() {
    spell.processed();
  }

  String id() {
    return context.taskId().toString();
  }

  void found(MatchResult finding) {
    switch (finding) {
      case MatchResult.Candidate candidate -> ledger.take(candidate);
      case MatchResult.Mark mark -> {
        if (coverage.apply(mark.mark(), windows.book())) {
          CompromiseWindow window = windows.window(mark.mark().windowId());
          if (window != null) {
            changed.incident(window.incident().id());
          }
          if (mark.mark().done()) {
            // All that the scan found was before it, and somebody waits for that.
            commit.ask();
          }
        }
      }
    }
  }

  void accountChanged(AccountChange change) {
    if (accounts.apply(change)) {
      for (String incident : impacts.accountChanged(change.accountId())) {
        jobs.add(Jobs.Kind.PEOPLE, incident, change.accountId());
        spell.begin();
      }
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
    Map<String, Incident> wordings = new HashMap<>();
    touched.forEach(id -> wordings.put(id, windows.book().activeDetails(id)));
    if (!windows.apply(change)) {
      return;
    }
    if (after == null) {
      coverage.forget(change.windowId(), change.revision());
    }
    if (before != null && before.mayLose(after)) {
      jobs.add(Jobs.Kind.SWEEP, before.incident().id(), null);
    }
    for (String incidentId : touched) {
      touch(incidentId, change.revision(), wordings.get(incidentId));
    }
    spell.begin();
  }

  private void touch(String incidentId, long revision, @Nullable Incident worded) {
    WindowBook book = windows.book();
    Incident active = book.activeDetails(incidentId);
    IncidentImpact incident = incidents.get(incidentId);
    incident.touched(revision, book.details(incidentId), active);
    incidents.put(incidentId, incident);
    if (!Objects.equals(active, worded)) {
      jobs.add(Jobs.Kind.PEOPLE, incidentId, null);
    }
    // The windows that an account is told may be others now.
    jobs.add(Jobs.Kind.ACCOUNTS, incidentId, null);
    changed.incident(incidentId);
  }

  /**
   * Goes on with what takes long, for as long as a scan may hold the thread.
   *
   * @return whether anything is left to do
   */
  private boolean work() {
    start();
    TimeBudget budget = new TimeBudget(spell.part(settings.scanBudget()));
    Jobs.Job job = jobs.peek();
    while (job != null && budget.getAsBoolean()) {
      if (jobs.advance(job, step(job)) && job.kind() != Jobs.Kind.ALL_ACCOUNTS) {
        changed.incident(job.incidentId());
      }
      job = jobs.peek();
    }
    Changed.AccountOf due = budget.getAsBoolean() ? changed.pollDue() : null;
    while (due != null) {
      impacts.alignAccount(due.incidentId(), due.accountId());
      due = budget.getAsBoolean() ? changed.pollDue() : null;
    }
    return jobs.peek() != null || changed.isAnyDue();
  }

  private @Nullable Bytes step(Jobs.Job job) {
    return switch (job.kind()) {
      case SWEEP -> ledger.sweep(job.incidentId(), job.prefix(), job.from(), CHUNK);
      case PEOPLE -> impacts.alignPeople(job.prefix(), job.from(), CHUNK);
      case ACCOUNTS, ALL_ACCOUNTS -> impacts.noteAccounts(job.prefix(), job.from(), CHUNK);
    };
  }

  /** Once an interval: what changed since is told, one notification an account at the most. */
  void tell() {
    start();
    for (String incidentId : changed.takeIncidents()) {
      Coverage coverageNow = toldCoverage(incidentId);
      if (!coverageNow.equals(toldCoverage.put(incidentId, coverageNow))) {
        jobs.add(Jobs.Kind.ACCOUNTS, incidentId, null);
      }
      IncidentPart part = part(incidentId, progress(incidentId));
      if (!part.equals(sentParts.put(incidentId, part))) {
        emit(incidentId, new ImpactOutput.Part(part));
      }
    }
    changed.accountsAreDue();
    spell.begin();
    telemetry.pending(id(), Map.of(PendingCause.ACCOUNT_UNKNOWN, incidents.pending()));
  }

  /** After a restart nobody knows what was about to be told, so everything is looked at. */
  private void start() {
    if (!started) {
      started = true;
      incidents.ids().forEach(changed::incident);
      incidents.waitFrom(context.currentSystemTimeMs());
      jobs.addAllAccounts();
    }
  }

  private CoverageBook.Progress progress(String incidentId) {
    return coverage
        .book()
        .progress(windows.book().windowsOf(incidentId), !jobs.isSweeping(incidentId));
  }

  /** What accounts are told of it: of a DRAFT window nobody is told, nor that it is examined. */
  private Coverage toldCoverage(String incidentId) {
    List<WindowBook.Entry> active =
        windows.book().windowsOf(incidentId).stream().filter(WindowBook.Entry::isActive).toList();
    return coverage.book().progress(active, !jobs.isSweeping(incidentId)).coverage();
  }

  private IncidentPart part(String incidentId, CoverageBook.Progress progress) {
    IncidentImpact incident = incidents.get(incidentId);
    List<WindowBook.Entry> standing = windows.book().windowsOf(incidentId);
    List<CompromiseWindow> listed =
        standing.stream()
            .map(WindowBook.Entry::window)
            .filter(Objects::nonNull)
            .limit(CompromiseWindow.MAX_LISTED)
            .map(CompromiseWindow::withoutAccounts)
            .toList();
    return new IncidentPart(
        incidentId,
        context.taskId().partition(),
        incident.details(),
        incident.revision(),
        IncidentView.Status.of(standing),
        listed,
        incident.tally().exposed(),
        incident.users(),
        incident.accounts(),
        incident.tally().drafts(),
        incident.tally().exposedByChannel(),
        incident.pending(),
        progress);
  }

  private void emit(String key, ImpactOutput output) {
    context.forward(new Record<>(key, output, context.currentSystemTimeMs()));
  }
}
