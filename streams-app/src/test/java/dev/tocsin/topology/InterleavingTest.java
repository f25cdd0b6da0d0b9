package dev.tocsin.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.topology.impact.ImpactOutput;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.match.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law between tasks: two match partitions and an impact partition hear of windows, records and
 * accounts at different times, each channel in its own order and no other. Findings arrive under
 * newer and older windows than the ledger knows, duplicates lie in both partitions, scans are under
 * way when their window changes again.
 *
 * <p>Run more with {@code -Dtocsin.order.cases=N}, one again with {@code -Dtocsin.order.seed=S}.
 */
class InterleavingTest {

  private static final int CASES = Integer.getInteger("tocsin.order.cases", 300);
  private static final int PARTITIONS = 2;

  @TempDir private Path dir;

  @Test
  void shouldEndTheSameHoweverTheTasksInterleave() {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> providers = new ArrayList<>();
    for (int i = 0; i < 2 * CASES; i++) {
      providers.add("p" + i);
    }
    TopologySettings settings = settings(providers);
    try (Stages.Match first = new Stages.Match(0, settings, dir, Scenario.NOW);
        Stages.Match second = new Stages.Match(1, settings, dir, Scenario.NOW);
        Stages.Impact impact = new Stages.Impact(settings, dir, Scenario.NOW)) {
      Network network = new Network(List.of(first, second), impact, random);
      Map<String, RandomHistory> histories = new TreeMap<>();
      // When
      for (int i = 0; i < CASES; i++) {
        RandomHistory history =
            new RandomHistory(random, "c" + i, providers.subList(2 * i, 2 * i + 2));
        histories.put("c" + i, history);
        network.run(history);
      }
      // Then
      Map<String, Set<String>> found = found(impact.told());
      histories.forEach(
          (name, history) ->
              assertThat(found.getOrDefault(name, Set.of()))
                  .as("seed %d, case %s", seed, name)
                  .containsExactlyInAnyOrderElementsOf(history.expected()));
      assertNothingIsToldTwice(impact.told(), seed);
    }
  }

  /** The channels between the tasks; what is in one keeps its order, and that is all. */
  private static final class Network {
    private final List<Stages.Match> matches;
    private final Stages.Impact impact;
    private final Random random;
    private final List<Deque<LogRecord>> logs = new ArrayList<>();
    private final List<Deque<WindowChange>> toMatch = new ArrayList<>();
    private final List<Deque<Finding>> toImpact = new ArrayList<>();
    private final Deque<WindowChange> windowsToImpact = new ArrayDeque<>();
    private final Deque<AccountChange> accountsToImpact = new ArrayDeque<>();
    private long revision;
    private long offset;

    Network(List<Stages.Match> matches, Stages.Impact impact, Random random) {
      this.matches = matches;
      this.impact = impact;
      this.random = random;
      for (int i = 0; i < PARTITIONS; i++) {
        logs.add(new ArrayDeque<>());
        toMatch.add(new ArrayDeque<>());
        toImpact.add(new ArrayDeque<>());
      }
    }

    void run(RandomHistory history) {
      List<RandomHistory.Log> shuffled = new ArrayList<>(history.logs);
      Collections.shuffle(shuffled, random);
      for (RandomHistory.Log log : shuffled) {
        logs.get(random.nextInt(PARTITIONS)).add(record(log));
      }
      for (RandomHistory.Step<RandomHistory.Window> step : history.windows) {
        WindowChange change = new WindowChange(revision++, step.key(), window(step.value()));
        toMatch.forEach(queue -> queue.add(change));
        windowsToImpact.add(change);
      }
      for (RandomHistory.Step<String> step : history.accounts) {
        Account account =
            step.value() == null ? null : new Account(step.key(), step.value(), null, null);
        accountsToImpact.add(
            new AccountChange(step.key(), new AccountHistory.Version(0, offset++, 0, account)));
      }
      while (isBusy()) {
        step();
      }
      for (int i = 0; i < 5; i++) {
        matches.forEach(match -> match.advance(Duration.ofMillis(1100)));
        for (int p = 0; p < PARTITIONS; p++) {
          collect(p);
          while (!toImpact.get(p).isEmpty()) {
            impact.found(toImpact.get(p).poll());
          }
        }
        impact.advance(Duration.ofMillis(1100));
      }
    }

    private boolean isBusy() {
      return !windowsToImpact.isEmpty()
          || !accountsToImpact.isEmpty()
          || logs.stream().anyMatch(q -> !q.isEmpty())
          || toMatch.stream().anyMatch(q -> !q.isEmpty())
          || toImpact.stream().anyMatch(q -> !q.isEmpty());
    }

    private void step() {
      int p = random.nextInt(PARTITIONS);
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          if (!logs.get(p).isEmpty()) {
            matches.get(p).push(logs.get(p).poll());
          }
        }
        case 2 -> {
          if (!toMatch.get(p).isEmpty()) {
            matches.get(p).change(toMatch.get(p).poll());
          }
        }
        case 3 -> matches.get(p).advance(Duration.ofMillis(random.nextInt(10) == 0 ? 1100 : 30));
        case 4, 5 -> {
          if (!toImpact.get(p).isEmpty()) {
            impact.found(toImpact.get(p).poll());
          }
        }
        case 6 -> {
          if (random.nextBoolean() && !windowsToImpact.isEmpty()) {
            impact.change(windowsToImpact.poll());
          } else if (!accountsToImpact.isEmpty()) {
            impact.account(accountsToImpact.poll());
          }
        }
        default -> impact.advance(Duration.ofMillis(random.nextInt(5) == 0 ? 1100 : 30));
      }
      collect(p);
    }

    private void collect(int partition) {
      toImpact.get(partition).addAll(matches.get(partition).told());
    }
  }

  private static TopologySettings settings(List<String> providers) {
    TopologySettings base = Scenario.settings();
    return new TopologySettings(
        base.topics(),
        providers,
        PARTITIONS,
        base.horizon(),
        base.futureTolerance(),
        base.notificationInterval(),
        base.scanBudget(),
        base.maxAccountsPerWindow(),
        base.intakeMaxBytes(),
        base.deadLetterMaxBytes(),
        base.parkedMaxRecords(),
        base.blockLimits(),
        base.historyBufferBytes(),
        base.deadlines());
  }

  private static LogRecord record(RandomHistory.Log log) {
    return new LogRecord(
        log.provider(),
        log.account(),
        log.id(),
        log.phone(),
        null,
        log.channel(),
        log.at().toEpochMilli(),
        null,
        null,
        null,
        null);
  }

  private static CompromiseWindow window(RandomHistory.Window w) {
    return w == null
        ? null
        : new CompromiseWindow(
            w.id(),
            new Incident(w.incident(), w.title(), null, 0, null, null, List.of()),
            w.provider(),
            w.accounts(),
            w.channels(),
            w.from().toEpochMilli(),
            w.to() == null ? CompromiseWindow.OPEN : w.to().toEpochMilli(),
            w.active() ? WindowStatus.ACTIVE : WindowStatus.DRAFT);
  }

  /** What stands, in the lines that {@link RandomHistory} answers with, by case. */
  private static Map<String, Set<String>> found(List<ImpactOutput> told) {
    Map<String, ImpactOutput.Exposure> exposures = new HashMap<>();
    Map<String, ImpactOutput.Notification> notifications = new HashMap<>();
    Map<String, IncidentPart> parts = new HashMap<>();
    for (ImpactOutput output : told) {
      switch (output) {
        case ImpactOutput.Exposure e -> exposures.put(e.exposureId(), e);
        case ImpactOutput.Notification n -> notifications.put(n.notificationId(), n);
        case ImpactOutput.Part p -> parts.put(p.part().incidentId(), p.part());
      }
    }
    Map<String, Set<String>> lines = new HashMap<>();
    exposures.values().stream()
        .filter(ImpactOutput.Exposure::flagged)
        .forEach(e -> add(lines, e.incidentId(), line(e)));
    notifications.values().stream()
        .filter(n -> n.action().stands())
        .forEach(n -> add(lines, n.content().incident().id(), line(n.content())));
    parts.values().forEach(p -> add(lines, p.incidentId(), line(p)));
    return lines;
  }

  private static void add(Map<String, Set<String>> lines, String incidentId, String line) {
    String name = incidentId.substring(0, incidentId.indexOf('-'));
    lines.computeIfAbsent(name, n -> new TreeSet<>()).add(line);
  }

  private static String line(ImpactOutput.Exposure e) {
    LogRecord log = e.row().record();
    return String.join(
        " ",
        "flagged",
        e.incidentId(),
        log.provider(),
        log.accountId(),
        log.logId(),
        log.phone(),
        log.channel(),
        Instant.ofEpochMilli(log.sentAt()).toString());
  }

  private static String line(NotificationContent content) {
    String who =
        content.incident().id()
            + " "
            + content.incident().title()
            + " "
            + content.accountId()
            + " "
            + content.account().name();
    if (content.audience() == Audience.USER) {
      return "user " + who + " " + content.phone();
    }
    NotificationContent.Figures figures = content.figures();
    return "account "
        + who
        + " records "
        + figures.records()
        + " users "
        + figures.users()
        + " from "
        + Instant.ofEpochMilli(figures.firstSeen())
        + " to "
        + Instant.ofEpochMilli(figures.lastSeen())
        + " windows "
        + figures.windows().stream().map(CompromiseWindow::id).toList()
        + " "
        + figures.coverage().state();
  }

  private static String line(IncidentPart part) {
    IncidentView view = IncidentView.of(List.of(part), 1);
    return "incident "
        + part.incidentId()
        + " "
        + view.status()
        + " records "
        + view.records()
        + " users "
        + view.users()
        + " accounts "
        + view.accounts()
        + " drafts "
        + view.drafts()
        + " pending "
        + view.pending()
        + " "
        + view.progress().coverage().state();
  }

  private static void assertNothingIsToldTwice(List<ImpactOutput> told, long seed) {
    Map<String, ImpactOutput.Notification> last = new HashMap<>();
    for (ImpactOutput output : told) {
      if (output instanceof ImpactOutput.Notification n) {
        ImpactOutput.Notification before = last.put(n.notificationId(), n);
        assertThat(n.revision())
            .as("seed %d, %s", seed, n)
            .isEqualTo(before == null ? 1 : before.revision() + 1);
        boolean stood = before != null && before.action().stands();
        assertThat(n.action() == dev.tocsin.domain.NotificationAction.CREATED)
            .as("seed %d, %s", seed, n)
            .isEqualTo(!stood);
      }
    }
  }
}
