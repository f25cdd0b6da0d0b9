package dev.tocsin.proof.model;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowHead;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.proof.events.OutputLines;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.testkit.EffectiveOutputs;
import dev.tocsin.topology.Routes;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.control.ControlOutput;
import dev.tocsin.topology.output.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * An installation whose tasks run one at a time. A seed decides which input reaches which task
 * when, and when a task dies. Only what Kafka guarantees holds: the records of one task in a
 * partition are read in their order, and a transaction is visible as a whole or not at all.
 */
final class Simulation implements AutoCloseable {

  /** The clock of all tasks at the beginning. */
  static final Instant NOW = Instant.parse("2024-04-10T12:00:00Z");

  private static final PhoneNumbers PHONES = new PhoneNumbers();

  /** Rounds without output after which no more is expected. */
  private static final int QUIET_ROUNDS = 4;

  private static final int MOST_ROUNDS = 400;

  private final Random random;
  private final int partitions;
  private final List<SimulatedTask> tasks = new ArrayList<>();
  private final List<Station> stations = new ArrayList<>();
  private final List<Channel<LogRecord>> logs = new ArrayList<>();
  private final List<Channel<WindowChange>> windowsToMatch = new ArrayList<>();
  private final List<Channel<WindowChange>> windowsToImpact = new ArrayList<>();
  private final List<Channel<AccountChange>> accounts = new ArrayList<>();
  private final EffectiveOutputs<ExposedRecord, ExposureNotification> outputs =
      EffectiveOutputs.ofEvents();
  private final List<String> anomalies = new ArrayList<>();
  private int disturbances;

  private final TopologySettings settings;
  private final ControlTopic controlTopic;
  private final SimulatedControlTask control;

  /** The incidents with a window that had an effect. */
  private final Set<String> declared = new HashSet<>();

  private long nextAccountOffset;

  Simulation(Shape shape, List<String> providers, Random random) {
    this.random = random;
    this.partitions = shape.partitions();
    this.settings = shape.settings(providers);
    Telemetry telemetry = NoTelemetry.INSTANCE;
    List<List<Channel<MatchResult>>> findings = new ArrayList<>();
    List<Channel<IncidentPart>> parts = new ArrayList<>();
    SimulatedIncidentTask incident = new SimulatedIncidentTask(settings, NOW);
    tasks.add(incident);
    for (int i = 0; i < partitions; i++) {
      parts.add(new Channel<>(incident::part));
    }
    stations.add(
        new Station(incident, List.copyOf(parts), committed -> drain(incident, committed)));
    for (int i = 0; i < partitions; i++) {
      findings.add(impact(i, settings, telemetry, parts.get(i)));
    }
    for (int i = 0; i < partitions; i++) {
      match(i, settings, telemetry, findings);
    }
    controlTopic = new ControlTopic(random);
    control = new SimulatedControlTask(controlTopic, settings, controlTopic::requireRead, NOW);
    controlTopic.readBy(control);
    tasks.add(control);
    stations.add(new Station(control, List.of(controlTopic.channel()), this::drainControl));
  }

  private boolean drainControl(boolean committed) {
    controlTopic.answer();
    List<ControlOutput> results = control.takeOutputs();
    if (committed) {
      for (ControlOutput output : results) {
        switch (output) {
          case ControlOutput.Accepted(WindowChange change) -> {
            CompromiseWindow window = change.window();
            if (window != null) {
              declared.add(window.incident().id());
            }
            controlTopic.sent(change);
            route(Routes.everywhere(), change.windowId(), change, windowsToMatch);
            route(Routes.everywhere(), change.windowId(), change, windowsToImpact);
          }
          case ControlOutput.Restatement copy -> controlTopic.append(copy);
          case ControlOutput.Refused refused -> {
            // Nothing is in effect that is compared; the order tests count dead letters.
          }
        }
      }
    }
    return !results.isEmpty();
  }

  /** Adds an impact task; returns its channels from each match task. */
  private List<Channel<MatchResult>> impact(
      int partition, TopologySettings settings, Telemetry telemetry, Channel<IncidentPart> parts) {
    SimulatedImpactTask task = new SimulatedImpactTask(partition, settings, telemetry, NOW);
    tasks.add(task);
    List<Channel<MatchResult>> found = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      found.add(new Channel<>(task::found));
    }
    Channel<WindowChange> changes = new Channel<>(task::change);
    Channel<AccountChange> account = new Channel<>(task::account);
    windowsToImpact.add(changes);
    accounts.add(account);
    List<Channel<?>> inputs = new ArrayList<>(found);
    inputs.add(changes);
    inputs.add(account);
    stations.add(new Station(task, inputs, committed -> drain(task, committed, parts)));
    return found;
  }

  private void match(
      int partition,
      TopologySettings settings,
      Telemetry telemetry,
      List<List<Channel<MatchResult>>> findings) {
    SimulatedMatchTask task = new SimulatedMatchTask(partition, settings, telemetry, NOW);
    tasks.add(task);
    Channel<LogRecord> pushed = new Channel<>(task::push);
    Channel<WindowChange> changes = new Channel<>(task::change);
    logs.add(pushed);
    windowsToMatch.add(changes);
    List<Channel<MatchResult>> onward = findings.stream().map(from -> from.get(partition)).toList();
    stations.add(
        new Station(task, List.of(pushed, changes), committed -> drain(task, committed, onward)));
  }

  private boolean drain(
      SimulatedMatchTask task, boolean committed, List<Channel<MatchResult>> onward) {
    List<KeyValue<String, MatchResult>> results = task.takeOutputs();
    if (committed) {
      results.forEach(one -> route(Routes.matchResults(), one.key, one.value, onward));
    }
    return !results.isEmpty();
  }

  private boolean drain(SimulatedImpactTask task, boolean committed, Channel<IncidentPart> parts) {
    List<ImpactOutput> results = task.takeOutputs();
    if (committed) {
      for (ImpactOutput output : results) {
        switch (output) {
          case ImpactOutput.Exposure exposure ->
              outputs.exposure(Events.exposedRecord(exposure, PHONES, NOW.toEpochMilli()));
          case ImpactOutput.Notification notification ->
              outputs.notification(
                  notification.notificationId(),
                  Events.notification(notification, "", NOW.toEpochMilli()));
          case IncidentPart part -> parts.add(part);
        }
      }
    }
    return !results.isEmpty();
  }

  private boolean drain(SimulatedIncidentTask task, boolean committed) {
    List<IncidentView> results = task.takeOutputs();
    if (committed) {
      results.forEach(
          view -> {
            outputs.incident(Events.summary(view, NOW.toEpochMilli()));
            if (view.progress().coverage().state() != Coverage.State.SCANNING) {
              requireReceived(view);
            }
          });
    }
    return !results.isEmpty();
  }

  /** No incident may count as scanned before every partition has received its windows. */
  private void requireReceived(IncidentView view) {
    for (CompromiseWindow window : view.windows()) {
      boolean unreceived =
          windowsToMatch.stream()
              .anyMatch(
                  channel ->
                      channel.holds(
                          change ->
                              change.windowId().equals(window.id())
                                  && change.revision() <= view.revision()));
      if (unreceived) {
        anomalies.add(
            "scanned at revision %d before every partition has received %s"
                .formatted(view.revision(), window.id()));
      }
    }
  }

  private <V> void route(
      StreamPartitioner<String, V> partitioner, String key, V value, List<Channel<V>> to) {
    Optional<Set<Integer>> where =
        partitioner.partitions("", key, value, new RecordHeaders(), partitions);
    where.orElseThrow().forEach(partition -> to.get(partition).add(value));
  }

  /** Moves all clocks on. */
  void advance(Duration time) {
    tasks.forEach(task -> task.advance(time));
    rest();
  }

  /** Runs a story until the detector is at rest. The next story continues from there. */
  void run(Story story) {
    List<Push> shuffled = new ArrayList<>(story.pushes());
    Collections.shuffle(shuffled, random);
    shuffled.forEach(push -> logs.get(random.nextInt(partitions)).add(record(push)));
    Deque<Step<WindowVersion>> unwritten = new ArrayDeque<>(story.windows());
    Iterator<@Nullable Integer> seen = story.seenWindows().iterator();
    List<Long> offsets = new ArrayList<>();
    int past = random.nextInt(unwritten.size() + 1);
    while (offsets.size() < past) {
      declare(unwritten.remove(), seen.next(), offsets);
    }
    if (random.nextBoolean()) {
      // It starts late, over a topic with a past.
      control.restart();
    }
    for (Step<AccountVersion> step : story.accounts()) {
      AccountHistory.Version version =
          new AccountHistory.Version(0, nextAccountOffset++, 0, account(step));
      route(Routes.byKey(), step.key(), new AccountChange(step.key(), version), accounts);
    }
    while (!unwritten.isEmpty() || !stations.stream().allMatch(Station::isIdle)) {
      if (!unwritten.isEmpty() && random.nextInt(8) == 0) {
        declare(unwritten.remove(), seen.next(), offsets);
      }
      act(stations.get(random.nextInt(stations.size())));
    }
    rest();
    controlTopic.requireRebuild(settings, NOW);
  }

  /** Appends a step to the control topic; authors refer to earlier steps by their offsets. */
  private void declare(Step<WindowVersion> step, @Nullable Integer seen, List<Long> offsets) {
    Long basedOn =
        seen == null
            ? null
            : (Long) (seen == Story.NONE ? WindowHead.NONE : offsets.get(seen).longValue());
    offsets.add(controlTopic.append(step.key(), window(step), basedOn));
  }

  private void act(Station station) {
    switch (random.nextInt(60)) {
      case 0 -> {
        disturbances++;
        station.die(random);
      }
      case 1 -> {
        disturbances++;
        station.restart();
      }
      case 2 -> {
        disturbances++;
        station.resume();
      }
      default -> station.work(random);
    }
  }

  private void rest() {
    int quiet = 0;
    for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
      boolean active = false;
      for (Station station : stations) {
        while (!station.isIdle()) {
          station.work(random);
          active = true;
        }
        active |= station.passTime();
      }
      quiet = active ? 0 : quiet + 1;
    }
    if (quiet < QUIET_ROUNDS) {
      throw new IllegalStateException(
          "the detector is not at rest after " + MOST_ROUNDS + " rounds");
    }
  }

  /** What is in effect, and what no consumer may see. */
  OutputLines outputs() {
    OutputLines lines = OutputLines.of(outputs);
    lines.anomalies().addAll(anomalies);
    lines.anomalies().addAll(controlTopic.anomalies());
    return lines;
  }

  /** Whether a window of an incident ever had an effect. */
  boolean isDeclared(String incidentId) {
    return declared.contains(incidentId);
  }

  /** How often a task died, restarted or was resumed. */
  int disturbances() {
    return disturbances;
  }

  private static LogRecord record(Push push) {
    return new LogRecord(
        push.provider(),
        push.accountId(),
        push.logId(),
        push.phone(),
        push.phoneE164(),
        push.channel(),
        push.sentAt(),
        null,
        null,
        null,
        null);
  }

  private static @Nullable CompromiseWindow window(Step<WindowVersion> step) {
    WindowVersion w = step.value();
    if (w == null) {
      return null;
    }
    Long to = w.to();
    return new CompromiseWindow(
        step.key(),
        new Incident(w.incidentId(), w.title(), null, 0, w.guidance(), null, List.of()),
        w.provider(),
        w.accounts(),
        w.channels(),
        w.from(),
        to == null ? CompromiseWindow.OPEN : to,
        w.active() ? WindowStatus.ACTIVE : WindowStatus.DRAFT);
  }

  private static @Nullable Account account(Step<AccountVersion> step) {
    var account = step.value();
    return account == null
        ? null
        : new Account(step.key(), account.name(), account.contact(), null);
  }

  @Override
  public void close() {
    tasks.forEach(SimulatedTask::close);
  }
}
