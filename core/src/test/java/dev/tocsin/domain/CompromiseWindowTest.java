package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompromiseWindowTest {

  @ParameterizedTest
  @CsvSource({"999, false", "1000, true", "1001, true", "1999, true", "2000, false"})
  void shouldIncludeStartAndExcludeEnd(long sentAt, boolean covered) {
    // Given
    CompromiseWindow window = window("w").during(1_000, 2_000).get();
    // When Then
    assertThat(window.covers(log("m").at(sentAt).get())).isEqualTo(covered);
  }

  @Test
  void shouldCoverEveryLaterRecordWhileOpen() {
    // Given
    CompromiseWindow window = window("w").during(1_000, CompromiseWindow.OPEN).get();
    // When Then
    assertThat(window.covers(log("m").at(999).get())).isFalse();
    assertThat(window.covers(log("m").at(4_102_444_800_000L).get())).isTrue();
  }

  @Test
  void shouldCoverAllAccountsAndChannelsUnlessListed() {
    // Given
    LogRecord sms = log("m").account("acme").channel("SMS").get();
    // When Then
    assertThat(window("w").get().covers(sms)).isTrue();
    assertThat(window("w").accounts("acme", "bolt").channels("SMS").get().covers(sms)).isTrue();
    assertThat(window("w").accounts("bolt").get().covers(sms)).isFalse();
    assertThat(window("w").channels("VOICE").get().covers(sms)).isFalse();
    assertThat(window("w").by("other").accounts("acme").get().covers(sms)).isFalse();
  }

  @Test
  void shouldBeEmptyWhenEndEqualsStart() {
    // Given
    CompromiseWindow window = window("w").during(1_000, 1_000).get();
    // When Then
    assertThat(window.isEmpty()).isTrue();
    assertThat(window.covers(log("m").at(1_000).get())).isFalse();
    assertThat(window("w").during(1_000, 1_001).get().isEmpty()).isFalse();
  }

  @Test
  void shouldCopyTheListsOfWindow() {
    // Given
    Set<String> accounts = new HashSet<>(Set.of("acme"));
    Set<String> channels = new HashSet<>(Set.of("SMS"));
    CompromiseWindow usual = window("w").get();
    CompromiseWindow window =
        new CompromiseWindow(
            "w", usual.incident(), "duo", accounts, channels, 0, 9, WindowStatus.ACTIVE);
    // When
    accounts.add("bolt");
    channels.clear();
    // Then
    assertThat(window.accounts()).containsExactly("acme");
    assertThat(window.channels()).containsExactly("SMS");
  }

  @Test
  void shouldIncludeWindowIfItCoversAllItsRecords() {
    // Given
    List<CompromiseWindow> windows = Universe.windows("breach");
    List<BitSet> covered = windows.stream().map(Universe::covered).toList();
    int included = 0;
    // When
    for (int i = 0; i < windows.size(); i++) {
      for (int j = 0; j < windows.size(); j++) {
        boolean includes = windows.get(i).includes(windows.get(j));
        // Then
        assertThat(includes)
            .as("%s includes %s", windows.get(i), windows.get(j))
            .isEqualTo(Universe.isSubset(covered.get(j), covered.get(i)));
        included += includes ? 1 : 0;
      }
    }
    assertThat(included).isBetween(windows.size(), windows.size() * windows.size() - 1);
  }

  @Test
  void shouldHaveSameReachIfItCoversSameRecords() {
    // Given
    List<CompromiseWindow> windows = new ArrayList<>(Universe.windows("breach"));
    windows.addAll(Universe.windows("another"));
    List<BitSet> covered = windows.stream().map(Universe::covered).toList();
    // When
    for (int i = 0; i < windows.size(); i++) {
      for (int j = 0; j < windows.size(); j++) {
        CompromiseWindow one = windows.get(i);
        CompromiseWindow other = windows.get(j);
        // Then
        assertThat(one.sameReach(other))
            .as("%s and %s", one, other)
            .isEqualTo(
                one.incident().id().equals(other.incident().id())
                    && covered.get(i).equals(covered.get(j)));
      }
    }
  }

  @Test
  void shouldIgnoreDetailsAndStatusForReach() {
    // Given
    CompromiseWindow window = window("w").during(1_000, 2_000).get();
    // When Then
    assertThat(window.sameReach(window("w").during(1_000, 2_000).titled("New title").get()))
        .isTrue();
    assertThat(window.sameReach(window("w").during(1_000, 2_000).draft().get())).isTrue();
  }

  @Test
  void shouldLoseRecordsOnlyWhenNoLongerCovered() {
    // Given
    List<CompromiseWindow> windows = Universe.windows("breach");
    List<BitSet> covered = windows.stream().map(Universe::covered).toList();
    // When
    for (int i = 0; i < windows.size(); i++) {
      for (int j = 0; j < windows.size(); j++) {
        // Then
        assertThat(windows.get(i).mayLose(windows.get(j)))
            .as("%s becomes %s", windows.get(i), windows.get(j))
            .isEqualTo(!Universe.isSubset(covered.get(i), covered.get(j)));
      }
    }
  }

  @Test
  void shouldLoseRecordsOnWithdrawalMoveOrStatusChange() {
    // Given
    CompromiseWindow window = window("w").get();
    // When Then
    assertThat(window.mayLose(null)).isTrue();
    assertThat(window.mayLose(window("w").of("another").get())).isTrue();
    assertThat(window.mayLose(window("w").draft().get())).isTrue();
    assertThat(window("w").draft().get().mayLose(window)).isTrue();
    assertThat(window.mayLose(window("w").titled("New title").get())).isFalse();
  }

  @Test
  void shouldNameEveryAccountWithoutList() {
    // Given
    CompromiseWindow window =
        window("w").accounts("acme").channels("SMS").during(1, 2).draft().get();
    // When
    CompromiseWindow listed = window.withoutAccounts();
    // Then
    assertThat(listed).isEqualTo(window("w").channels("SMS").during(1, 2).draft().get());
    assertThat(window.names("bolt")).isFalse();
    assertThat(listed.names("bolt")).isTrue();
  }
}
