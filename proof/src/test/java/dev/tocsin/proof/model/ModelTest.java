package dev.tocsin.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Order independence between tasks: some stories of {@code tocsin prove model}.
 *
 * <p>Run more with {@code -Dtocsin.order.cases=N}, repeat one with {@code -Dtocsin.order.seed=S}.
 */
class ModelTest {

  private static final int CASES = Integer.getInteger("tocsin.order.cases", 500);

  @Test
  void shouldEndTheSameInAnyOrderAndAfterCrashes() throws InterruptedException {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime() >>> 16);
    ModelProof proof = new ModelProof(seed, CASES, 2, done -> {});
    // When
    ModelProof.Result result = proof.run();
    // Then
    assertThat(result.failure()).as("stories from seed %d", seed).isNull();
    assertThat(result.cases()).isEqualTo(CASES);
    assertThat(result.disturbances()).as("seed %d", seed).isGreaterThan(CASES);
    assertThat(result.lines()).as("seed %d", seed).isGreaterThan(2L * CASES);
  }

  @Test
  void shouldEndTheSameWithTheSameSeed() {
    // Given
    long seed = Long.getLong("tocsin.order.seed", System.nanoTime() >>> 16);
    try (var oracle = Case.oracle()) {
      // When
      CaseOutcome once = Case.of(seed).run(oracle);
      CaseOutcome again = Case.of(seed).run(oracle);
      // Then
      assertThat(again).as("seed %d", seed).isEqualTo(once);
      assertThat(Case.of(seed)).as("seed %d", seed).isEqualTo(Case.of(seed));
    }
  }
}
