package dev.tocsin.topology.control;

import dev.tocsin.domain.Basis;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.WindowHeaders;
import dev.tocsin.topology.intake.WindowRecord;
import dev.tocsin.topology.state.EarlyCommit;
import dev.tocsin.topology.state.Schedule;
import dev.tocsin.topology.state.TimeBudget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The control topic: decides which changes of windows are accepted, and sends them on in one order.
 *
 * <p>After its start the task first reads the topic to the end that it had then, and keeps the
 * newest accepted change of each window meanwhile. So a detector with a past never notifies of what
 * was withdrawn long ago (docs/adr/0013).
 *
 * <p>A refused record would outlive the accepted one in a compacted topic. So the task writes the
 * accepted record to the topic again, in the transaction of the dead letter.
 */
public final class ControlProcessor
    implements Processor<byte[], Intake<WindowRecord>, String, ControlOutput> {

  private static final Duration CATCH_UP_EVERY = Duration.ofMillis(50);

  private final ControlEnd end;
  private final TopologySettings settings;
  private final Telemetry telemetry;

  private @Nullable Task task;
  private @Nullable Schedule schedule;

  public ControlProcessor(ControlEnd end, TopologySettings settings, Telemetry telemetry) {
    this.end = end;
    this.settings = settings;
    this.telemetry = telemetry;
  }

  @Override
  public void init(ProcessorContext<String, ControlOutput> context) {
    Schedule started = new Schedule(context);
    task = new Task(context, started);
    schedule = started;
  }

  @Override
  public void process(Record<byte[], Intake<WindowRecord>> record) {
    Task current = Objects.requireNonNull(task);
    switch (record.value()) {
      case Intake.Valid<WindowRecord> valid -> current.process(valid.value());
      case Intake.Dead<WindowRecord> dead -> current.invalid(dead.raw());
      case Intake.Skipped<?> skipped ->
          throw new IllegalStateException("a record of the control topic is never skipped");
    }
  }

  @Override
  public void close() {
    if (schedule != null) {
      schedule.end();
    }
  }

  /** The state of one task, created in each init. */
  private final class Task {

    private final ProcessorContext<String, ControlOutput> context;
    private final Schedule schedule;
    private final ControlRows rows;
    private final StartGate gate;
    private final EarlyCommit commit;

    /** The windows that are still to be sent on after the end was reached. */
    private final Deque<String> pending = new ArrayDeque<>();

    private final Cancellable punctuator;
    private boolean live;

    Task(ProcessorContext<String, ControlOutput> context, Schedule schedule) {
      this.context = context;
      this.schedule = schedule;
      this.rows = new ControlRows(context.getStateStore(StoreNames.CONTROL));
      this.gate = new StartGate(end);
      this.commit = new EarlyCommit(context);
      this.punctuator = schedule.every(CATCH_UP_EVERY, now -> catchUp());
    }

    void process(WindowRecord record) {
      catchUp();
      String id = record.change().windowId();
      long offset = record.raw().offset();
      ControlRow row = rows.row(id);
      WindowHead before = row == null ? null : row.head();
      WindowHead.Judgement judgement =
          WindowHead.judge(before, offset, record.basis(), record.raw().value() == null);
      WindowHead after = judgement.head();
      switch (judgement.outcome()) {
        case ACCEPTED -> update(id, accepted(row, Objects.requireNonNull(after), record));
        case RESTATED ->
            update(
                id,
                Objects.requireNonNull(row)
                    .restated(
                        Objects.requireNonNull(after),
                        behind(row, (Basis.Restated) record.basis())));
        case REFUSED -> {
          if (!(record.basis() instanceof Basis.Restated)) {
            refuse(record, Objects.requireNonNull(before));
          }
          update(id, Objects.requireNonNull(row).shadowedBy(offset));
        }
      }
      passed(offset);
    }

    /** An invalid record outlives the accepted one, too. */
    void invalid(RawRecord raw) {
      catchUp();
      if (raw.key() != null) {
        String id = new String(raw.key(), StandardCharsets.UTF_8);
        ControlRow row = rows.row(id);
        if (row != null) {
          update(id, row.shadowedBy(raw.offset()));
        }
      }
      passed(raw.offset());
    }

    private void passed(long offset) {
      rows.position(offset);
      catchUp();
    }

    /** Sends on what was accepted until the end, once it is reached. */
    private void catchUp() {
      if (live || !gate.isReached(rows.position(), context.currentSystemTimeMs())) {
        return;
      }
      TimeBudget budget = new TimeBudget(settings.scanBudget());
      while (budget.getAsBoolean()) {
        if (pending.isEmpty()) {
          // Again after the last one: records may have changed windows meanwhile.
          pending.addAll(rows.pending());
        }
        String id = pending.poll();
        if (id == null) {
          live = true;
          schedule.stop(punctuator);
          return;
        }
        ControlRow row = rows.row(id);
        if (row != null) {
          send(id, row);
        }
      }
    }

    private ControlRow accepted(@Nullable ControlRow before, WindowHead head, WindowRecord record) {
      RawRecord raw = record.raw();
      long sent = before == null ? WindowHead.NONE : before.sent();
      WindowChange change = record.change();
      // The next stages know no revision that is older than the one they have.
      long revision = head.revision() > sent ? head.revision() : raw.offset();
      boolean needed = change.window() != null || sent != WindowHead.NONE;
      return new ControlRow(
          head,
          raw.value(),
          raw.value() == null ? record.author() : null,
          raw.timestamp(),
          sent,
          needed ? new WindowChange(revision, change.windowId(), change.window()) : null,
          toOutweigh(before, record));
    }

    /** The refused record that the accepted one does not outweigh, as compaction may leave both. */
    private static long toOutweigh(@Nullable ControlRow before, WindowRecord accepted) {
      if (before == null || before.refused() == WindowHead.NONE) {
        return WindowHead.NONE;
      }
      return switch (accepted.basis()) {
        case Basis.Anything anything -> WindowHead.NONE;
        // Whoever begins at the refused record would accept it, and refuse this one.
        case Basis.Seen seen -> accepted.raw().offset();
        case Basis.Restated copy -> behind(before, copy);
      };
    }

    /** A copy only outweighs the records that its writer refused. */
    private static long behind(ControlRow row, Basis.Restated copy) {
      return row.refused() > copy.refused() ? row.refused() : WindowHead.NONE;
    }

    private void update(String id, ControlRow row) {
      if (live) {
        send(id, row);
      } else {
        rows.put(id, row);
      }
    }

    private void send(String id, ControlRow row) {
      WindowChange unsent = row.unsent();
      if (unsent != null) {
        // A task processes the oldest record of its partitions first, so a window that is declared
        // during a backlog takes effect before the backlog is processed.
        context.forward(new Record<>(id, new ControlOutput.Accepted(unsent), 0));
      }
      if (row.refused() != WindowHead.NONE) {
        var copy = new Basis.Restated(row.head().revision(), row.refused());
        forward(
            id,
            new ControlOutput.Restatement(
                id.getBytes(StandardCharsets.UTF_8),
                row.value(),
                row.timestamp(),
                WindowHeaders.ofRestatement(copy, row.author())));
      }
      rows.put(id, row.done());
      // A responder waits for the effect.
      commit.request();
    }

    private void refuse(WindowRecord record, WindowHead newest) {
      RawRecord raw = record.raw();
      telemetry.deadLetter(raw.topic(), DeadLetterReason.STALE_REVISION);
      forward(
          record.change().windowId(),
          new ControlOutput.Refused(
              new Intake.Dead<>(
                  raw, DeadLetterReason.STALE_REVISION, detail(record.basis(), newest), null)));
      commit.request();
    }

    private String detail(Basis basis, WindowHead newest) {
      String seen =
          basis instanceof Basis.Seen(long revision) && revision != WindowHead.NONE
              ? "based on revision " + revision
              : "declared as a new window";
      return seen + ", but the newest accepted revision is " + newest.revision();
    }

    private void forward(String id, ControlOutput output) {
      context.forward(new Record<>(id, output, context.currentSystemTimeMs()));
    }
  }
}
