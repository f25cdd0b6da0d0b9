package dev.tocsin.topology.match;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.Redriven;
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
 * One message-log partition: keeps its records, tests them against the windows as they arrive, and
 * examines the past when a window newly covers some of it. It tells only what is covered; what is
 * covered no longer is the ledger's to find, which knows all that was ever told (see docs/adr).
 */
public final class MatchProcessor implements Processor<byte[], MatchInput, String, MatchResult> {

  /** Short, so that a scan goes on soon after the live records of a poll. */
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
    started.every(HOUSEKEEPING_EVERY, created::keepHouse);
    task = created;
    schedule = started;
  }

  @Override
  public void process(Record<byte[], MatchInput> record) {
    Task current = Objects.requireNonNull(task);
    current.spell.processed();
    switch (record.value()) {
      case MatchInput.Changed changed -> current.change(changed.change());
      case MatchInput.Pushed pushed -> {
        switch (pushed.intake()) {
          case Intake.Valid<LogRecord> valid -> {
            current.mended(valid.value().provider(), valid.redriven());
            current.live(valid.value(), valid.arrivedAt());
          }
          case Intake.Skipped<LogRecord> skipped -> current.skipped(skipped);
          case Intake.Dead<LogRecord> dead -> current.unreadable(dead);
        }
      }
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

  /** What one task holds; made anew whenever the task is. */
  private final class Task {

    private final ProcessorContext<String, MatchResult> context;
    private final String id;
    private final int partition;
    private final StoredWindows windows;
    private final MessageHistory history;
    private final ScanQueue scans;
    private final Unreadable unreadable;
    private final OnDemandPunctuator spell;
    private final EarlyCommit commit;

    /** The marks as last sent, to send another only when something changed. */
    private final Map<String, CoverageMark> sent = new HashMap<>();

    /** Providers whose dead letters have to be told; unknown after a restart, so all then. */
    private final Set<String> recount = new HashSet<>(settings.providers());

    private long expireAt;

    Task(ProcessorContext<String, MatchResult> context, Schedule schedule) {
      this.context = context;
      this.id = context.taskId().toString();
      this.partition = context.taskId().partition();
      this.windows = new StoredWindows(context.getStateStore(StoreNames.MATCH_WINDOW));
      this.history = histories.open(context.getStateStore(StoreNames.HISTORY), partition);
      this.scans =
          new ScanQueue(
              context.getStateStore(StoreNames.SCAN),
              context.getStateStore(StoreNames.SCAN_CURSOR));
      this.unreadable = new Unreadable(context.getStateStore(StoreNames.UNREADABLE));
      this.commit = new EarlyCommit(context);
      this.spell =
          new OnDemandPunctuator(schedule, WORK_EVERY, context::currentSystemTimeMs, this::work);
      // What was left undone is known once the stores are restored.
      spell.begin();
    }

    /**
     * Goes on with what can wait, for a short while: the live records of a poll come first.
     *
     * @return whether anything is left to do
     */
    private boolean work() {
      scan();
      // One piece at a time: nobody waits for it, and live records would.
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
      tell(record, arrivedAt);
    }

    private void tell(LogRecord record, long arrivedAt) {
      WindowBook book = windows.book();
      List<Verdict> verdicts = book.verdicts(record);
      if (!verdicts.isEmpty()) {
        telemetry.matched(record.provider(), arrivedAt != MatchResult.NOT_LIVE);
        forward(
            record.accountId(),
            new MatchResult.Candidate(record, book.revision(), verdicts, arrivedAt));
        if (arrivedAt != MatchResult.NOT_LIVE) {
          commit.ask();
        }
      }
    }

    /** A record came again that had been a dead letter: as that it is no longer missing. */
    void mended(String provider, @Nullable Redriven redriven) {
      if (redriven != null
          && redriven.partition() == partition
          && unreadable.mended(provider, redriven.offset())) {
        recount.add(provider);
      }
    }

    void skipped(Intake.Skipped<LogRecord> skipped) {
      settings
          .topics()
          .providerOf(skipped.topic())
          .ifPresent(provider -> mended(provider, skipped.redriven()));
    }

    void unreadable(Intake.Dead<LogRecord> dead) {
      settings
          .topics()
          .providerOf(dead.raw().topic())
          .ifPresent(
              provider -> {
                telemetry.inbound(provider, Telemetry.Outcome.DEAD_LETTER);
                mended(provider, dead.redriven());
                unreadable.add(
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
        spell.begin();
      }
    }

    private void scan() {
      if (scans.isEmpty()) {
        return;
      }
      TimeBudget budget = new TimeBudget(spell.part(settings.scanBudget()));
      do {
        ScanQueue.Entry entry =
            scans.step(history, budget, record -> tell(record, MatchResult.NOT_LIVE));
        if (entry.progress().cursor() == null) {
          mark(entry.scan().target(), entry.scan().revision(), true, entry.progress().examined());
          // Somebody waits for what it found.
          commit.ask();
        }
      } while (budget.getAsBoolean() && !scans.isEmpty());
    }

    void keepHouse(long now) {
      for (ScanQueue.Entry entry : scans.pending()) {
        mark(entry.scan().target(), entry.scan().revision(), false, entry.progress().examined());
      }
      retellUnreadable();
      expire(now);
      // Blocks that were sealed since may have to be merged.
      spell.begin();
      report();
    }

    /** Dead letters change the coverage of windows that were examined long ago. */
    private void retellUnreadable() {
      if (recount.isEmpty()) {
        return;
      }
      for (WindowBook.Entry entry : windows.book().inEffect()) {
        CompromiseWindow window = entry.window();
        if (window != null
            && recount.contains(window.provider())
            && !scans.isPending(window.id())
            && (unreadable.inRange(window) > 0 || unreadable.isAnyMended(window.provider()))) {
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
              unreadable.inRange(window),
              examined);
      if (!mark.equals(sent.put(window.id(), mark))) {
        forward(window.id(), new MatchResult.Mark(mark));
      }
    }

    private void expire(long now) {
      if (now >= expireAt) {
        unreadable.forget(retainedFrom());
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

    private void forward(String key, MatchResult finding) {
      context.forward(new Record<>(key, finding, context.currentSystemTimeMs()));
    }
  }
}
