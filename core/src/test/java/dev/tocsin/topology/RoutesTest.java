package dev.tocsin.topology;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final int PARTITIONS = 12;

  @Test
  void shouldSendACandidateToThePartitionOfItsAccount() {
    // Given
    var candidate =
        new MatchResult.Candidate(
            log("m1").get(), 1, List.of(new Verdict("breach", Standing.EXPOSED)), 5);

    // When
    Set<Integer> partitions = results("acme", candidate);

    // Then
    assertThat(partitions)
        .isEqualTo(
            Routes.<String>byKey()
                .partitions("t", "acme", "", new RecordHeaders(), PARTITIONS)
                .orElseThrow())
        .hasSize(1);
  }

  @Test
  void shouldSendAFinishedScanToAllPartitions() {
    assertThat(results("w", new CoverageMark("w", 3, 1, true, false, 0, 9))).hasSize(PARTITIONS);
    assertThat(results("w", new CoverageMark("w", 3, 1, false, false, 0, 4))).hasSize(1);
  }

  @Test
  void shouldSendAWindowChangeToAllPartitions() {
    assertThat(
            Routes.everywhere()
                .partitions("t", "w", withdrawn("w", 1), new RecordHeaders(), PARTITIONS)
                .orElseThrow())
        .hasSize(PARTITIONS);
  }

  private static Set<Integer> results(String key, MatchResult result) {
    return Routes.matchResults()
        .partitions("t", key, result, new RecordHeaders(), PARTITIONS)
        .orElseThrow();
  }
}
