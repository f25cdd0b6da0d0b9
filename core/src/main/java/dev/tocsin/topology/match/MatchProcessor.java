package dev.tocsin.topology.match;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchInput;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.Redriven;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.EarlyCommit;
import dev.tocsin.topology.state.OnDemandPunctuator;
import dev.tocsin.topology.state.Schedule;
import dev.tocsin.topology.state.StoredWindows;
import dev.tocsin.topology.state.TimeBudget;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One message-log partition: appends its records to the history, tests them against the windows as
 * they arrive, and scans the history when a window newly covers some of it. It forwards covered
 * records only; the ledger finds those that are not covered any more (docs/adr/0006).
 */
public final class MatchProcessor
    implements Processor<byte[], Intake<? extends MatchInput>, String, MatchResult> {

  /** Short, so that a scan continues soon after the live records of a poll. */
  private static final Duration WORK_EVERY = Duration.ofMillis(20);

  private static final Duration HOUSEKEEPING_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

  private final TopologySettings settings;
  private final Histories histories;
  private final Telemetry telemetry;

  private @Nullable Task task;
  private @Nullable Schedule schedule;

  public MatchProcessor(TopologySettings settings, Histories histories, Telemetry telemetry) {
    this.settings = settings;
    this.histories = histories;
    this.telemetry = telemetry;
  }

  @Override
  public void init(ProcessorContext<String, MatchResult> context) {
    Schedule started = new Schedule(context);
    Task created = new Task(context, started);
    started.every(HOUSEKEEPING_EVERY, created::housekeeping);
    task = created;
    schedule = started;
  }

  @Override
  public void process(Record<byte[], Intake<? extends MatchInput>> record) {
    Task current = Objects.requireNonNull(task);
    current.punctuator.processed();
    switch (record.value()) {
      case Intake.Valid<? extends MatchInput> valid -> {
        switch (valid.value()) {
          case LogRecord log -> {
            current.resolved(log.provider(), valid.redriven());
            current.live(log, valid.arrivedAt());
          }
          case WindowChange change -> current.change(change);
        }
      }
      case Intake.Skipped<?> skipped -> current.skipped(skipped);
      case Intake.Dead<?> dead -> current.dead(dead);
    }
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.end();
    }
    if (task != null) {
      telemetry.taskClosed(task.id);
    }
  }

  /** The state of one task, created in each init. */
  private final class Task {

    private final ProcessorContext<String, MatchResult> context;
    private final String id;
    private final int partition;
    private final StoredWindows windows;
    private final MessageHistory history;
    private final ScanQueue scans;
    private final DeadLetterCounts deadLetters;
    private final OnDemandPunctuator punctuator;
    private final EarlyCommit commit;

    /** The marks as last sent, so that an unchanged mark is not sent again. */
    private final Map<String, CoverageMark> sent = new HashMap<>();

    /** Providers whose dead letters have changed; after a restart that may be all. */
    private final Set<String> recount = new HashSet<>(settings.providers());

    private long expireAt;

    Task(ProcessorContext<String, MatchResult> context, Schedule schedule) {
      this.context = context;
      this.id = context.taskId().toString();
      this.partition = context.taskId().partition();
      BufferedStore store = context.getStateStore(StoreNames.MATCH);
      this.windows = new StoredWindows(store.table(StoreTable.MATCH_WINDOW));
      this.history = histories.open(context.getStateStore(StoreNames.HISTORY), partition);
      this.scans = new ScanQueue(store.table(StoreTable.SCAN), store.table(StoreTable.SCAN_CURSOR));
      this.deadLetters = new DeadLetterCounts(store.table(StoreTable.UNREADABLE));
      this.commit = new EarlyCommit(context);
      this.punctuator =
          new OnDemandPunctuator(schedule, WORK_EVERY, context::currentSystemTimeMs, this::work);
      // The stores are restored later, so the first punctuation finds out whether there is work.
      punctuator.begin();
    }

    /**
     * Scans and merges for a short time, so that live records are not held up.
     *
     * @return whether any work is left
     */
    private boolean work() {
      scan();
      // One merge at a time: it is not urgent, and live records are.
      boolean tidy = history.tidy(() -> false);
      return !scans.isEmpty() || !tidy;
    }

    void live(LogRecord record, long arrivedAt) {
      if (record.sentAt() >= retainedFrom()) {
        history.append(record);
        telemetry.inbound(record.provider(), Telemetry.Outcome.KEPT);
      } else {
        telemetry.inbound(record.provider(), Telemetry.Outcome.TOO_OLD_TO_KEEP);
      }
      match(record, arrivedAt);
    }

    private void match(LogRecord record, long arrivedAt) {
      WindowBook book = windows.book();
      List<Verdict> verdicts = book.verdicts(record);
      if (!verdicts.isEmpty()) {
        telemetry.matched(record.provider(), arrivedAt != MatchResult.NOT_LIVE);
        forward(
            record.accountId(),
            new MatchResult.Candidate(record, book.revision(), verdicts, arrivedAt));
        if (arrivedAt != MatchResult.NOT_LIVE) {
          commit.request();
        }
      }
    }

    /** A dead letter was redriven, so its original does not count as missing any more. */
    void resolved(String provider, @Nullable Redriven redriven) {
      if (redriven != null
          && redriven.partition() == partition
          && deadLetters.resolved(provider, redriven.offset())) {
        recount.add(provider);
      }
    }

    void skipped(Intake.Skipped<?> skipped) {
      settings
          .topics()
          .providerOf(skipped.topic())
          .ifPresent(provider -> resolved(provider, skipped.redriven()));
    }

    void dead(Intake.Dead<?> dead) {
      settings
          .topics()
          .providerOf(dead.raw().topic())
          .ifPresent(
              provider -> {
                telemetry.inbound(provider, Telemetry.Outcome.DEAD_LETTER);
                resolved(provider, dead.redriven());
                deadLetters.add(
                    provider, dead.raw().offset(), dead.eventTime(), dead.raw().timestamp());
                recount.add(provider);
              });
    }

    void change(WindowChange change) {
      CompromiseWindow before = windows.window(change.windowId());
      if (!windows.apply(change)) {
        return;
      }
      sent.remove(change.windowId());
      boolean pending =
          scans.plan(change, before, history.snapshot(), context.currentSystemTimeMs());
      CompromiseWindow after = change.window();
      if (after != null) {
        mark(after, change.revision(), !pending, 0);
      }
      if (pending) {
        punctuator.begin();
      }
    }

    private void scan() {
      if (scans.isEmpty()) {
        return;
      }
      TimeBudget budget = new TimeBudget(punctuator.part(settings.scanBudget()));
      do {
        ScanQueue.Entry entry =
            scans.step(history, budget, record -> match(record, MatchResult.NOT_LIVE));
        if (entry.progress().cursor() == null) {
          mark(entry.scan().target(), entry.scan().revision(), true, entry.progress().examined());
          // A responder waits for what it found.
          commit.request();
        }
      } while (budget.getAsBoolean() && !scans.isEmpty());
    }

    void housekeeping(long now) {
      for (ScanQueue.Entry entry : scans.pending()) {
        mark(entry.scan().target(), entry.scan().revision(), false, entry.progress().examined());
      }
      markDeadLetters();
      expire(now);
      // Blocks that were sealed meanwhile may have to be merged.
      punctuator.begin();
      report();
    }

    /** Dead letters change the coverage of windows whose scan is finished, too. */
    private void markDeadLetters() {
      if (recount.isEmpty()) {
        return;
      }
      for (WindowBook.Entry entry : windows.book().inEffect()) {
        CompromiseWindow window = entry.window();
        if (window != null
            && recount.contains(window.provider())
            && !scans.isPending(window.id())
            && (deadLetters.inRange(window) > 0 || deadLetters.isAnyResolved(window.provider()))) {
          CoverageMark last = sent.get(window.id());
          mark(window, entry.revision(), true, last == null ? 0 : last.examined());
        }
      }
      recount.clear();
    }

    private void mark(CompromiseWindow window, long revision, boolean done, long examined) {
      CoverageMark mark =
          new CoverageMark(
              window.id(),
              partition,
              revision,
              done,
              !window.isEmpty() && window.from() < retainedFrom(),
              deadLetters.inRange(window),
              examined);
      if (!mark.equals(sent.put(window.id(), mark))) {
        forward(window.id(), mark);
      }
    }

    private void expire(long now) {
      if (now >= expireAt) {
        deadLetters.expire(retainedFrom());
      }
      if (now >= expireAt
          && history.expire(retainedFrom(), new TimeBudget(settings.scanBudget()))) {
        expireAt = now + EXPIRE_EVERY.toMillis();
      }
    }

    private long retainedFrom() {
      return context.currentSystemTimeMs() - settings.horizon().toMillis();
    }

    private void report() {
      telemetry.history(id, history.size(), history.oldest());
      telemetry.scans(
          id,
          scans.pending().stream()
              .map(
                  e ->
                      new Telemetry.ScanStatus(
                          e.windowId(),
                          e.scan().revision(),
                          e.progress().examined(),
                          history.size(),
                          e.scan().startedAt()))
              .toList());
    }

    private void forward(String key, MatchResult result) {
      context.forward(new Record<>(key, result, context.currentSystemTimeMs()));
    }
  }
}
