package dev.tocsin.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  private static final long BEGIN = 1_700_000_000_000L / Workload.DAY * Workload.DAY;
  private static final Workload WORKLOAD = new Workload(1, 50_000, BEGIN, 30, true);

  @Test
  void shouldBeAFunctionOfSeedAndPosition() {
    // When, Then
    assertThat(WORKLOAD.at(12_345)).isEqualTo(new Workload(1, 50_000, BEGIN, 30, true).at(12_345));
    assertThat(WORKLOAD.at(12_345))
        .isNotEqualTo(new Workload(2, 50_000, BEGIN, 30, true).at(12_345));
  }

  @Test
  void shouldRepeatOneInAHundredAndNoneTwice() {
    // Given
    Map<String, Integer> pushes = new HashMap<>();

    // When
    WORKLOAD.push(0, WORKLOAD.pushes(), line -> pushes.merge(line.logId(), 1, Integer::sum));

    // Then
    long repeated = pushes.values().stream().filter(count -> count == 2).count();
    assertThat(pushes.values()).allMatch(count -> count <= 2);
    assertThat(repeated).isBetween(400L, 600L);
  }

  @Test
  void shouldSpreadOverTheMonthAndFavourFewAccounts() {
    // Given
    List<LogLine> lines = new ArrayList<>();
    Map<String, Integer> byAccount = new HashMap<>();

    // When
    WORKLOAD.push(0, WORKLOAD.pushes(), lines::add);
    lines.forEach(line -> byAccount.merge(line.account(), 1, Integer::sum));

    // Then
    assertThat(lines)
        .allMatch(line -> line.sentAt() >= BEGIN && line.sentAt() < WORKLOAD.end())
        .allMatch(line -> line.phone().matches("\\+1\\d{10}"))
        .allMatch(line -> line.logId().length() == 36);
    assertThat(byAccount.size()).isGreaterThan(8_000);
    assertThat(byAccount.get(Workload.account(0))).isBetween(1_500, 2_200);
  }

  @Test
  void shouldNameEveryAccountOnce() {
    // When
    Set<String> names = new HashSet<>();
    for (int i = 0; i < Workload.ACCOUNTS; i++) {
      names.add(Workload.account(i));
    }

    // Then
    assertThat(names).hasSize(Workload.ACCOUNTS);
  }

  @Test
  void shouldFindTheTruthByTheDefinitionOfAWindow() {
    // Given: windows of every kind, an empty and an open one among them
    long noon = BEGIN + WORKLOAD.span() / 2;
    List<WorkloadWindow> windows =
        List.of(
            new WorkloadWindow("all", null, null, noon, noon + Workload.DAY),
            new WorkloadWindow("account", Workload.account(3), null, BEGIN, noon),
            new WorkloadWindow("voice", null, "VOICE", noon, null),
            new WorkloadWindow("empty", null, null, noon, noon));

    // When
    Set<String> truth = Truth.of(WORKLOAD, 0, WORKLOAD.pushes(), windows);

    // Then
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < WORKLOAD.pushes(); i++) {
      LogLine line = WORKLOAD.at(i);
      boolean second = line.sentAt() >= noon;
      if (second && line.sentAt() < noon + Workload.DAY) {
        expected.add("all|" + line.logId());
      }
      if (!second && line.account().equals(Workload.account(3))) {
        expected.add("account|" + line.logId());
      }
      if (second && line.channel().equals("VOICE")) {
        expected.add("voice|" + line.logId());
      }
    }
    assertThat(truth).isEqualTo(expected).hasSizeGreaterThan(3_000);
  }

  @Test
  void shouldDescribeADifferentOutput() {
    // Given
    Set<String> expected = Set.of("w|a", "w|b");

    // When, Then
    assertThat(Truth.difference(expected, List.of("w|b", "w|a"))).isEmpty();
    assertThat(Truth.difference(expected, List.of("w|a", "w|a", "w|c")))
        .isEqualTo("1 of 2 missing, 1 wrong, 1 written more than once");
  }
}
