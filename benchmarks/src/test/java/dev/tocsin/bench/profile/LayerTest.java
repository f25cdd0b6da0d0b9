package dev.tocsin.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTest {

  private static final String THREAD =
      "org.apache.kafka.streams.processor.internals.StreamThread.runLoop";

  @Test
  void shouldAssignASampleToTheCallingLayer() {
    // Then
    assertThat(
            Layer.of(
                List.of(
                    "org.rocksdb.RocksDB.put",
                    "dev.tocsin.history.block.BlockRows.put",
                    "dev.tocsin.history.block.BlockHistory.seal",
                    "org.apache.kafka.streams.processor.internals.StreamThread.maybeCommit",
                    THREAD)))
        .isEqualTo(Layer.SEAL);
    assertThat(
            Layer.of(
                List.of(
                    "java.lang.String.hashCode",
                    "dev.tocsin.history.block.BlockHistory.append",
                    "dev.tocsin.topology.match.MatchProcessor.process",
                    THREAD)))
        .isEqualTo(Layer.APPEND);
    assertThat(
            Layer.of(
                List.of(
                    "dev.tocsin.history.crypto.AeadSeal.close",
                    "dev.tocsin.topology.impact.Rows.seal",
                    THREAD)))
        .isEqualTo(Layer.FLAGGED);
    assertThat(Layer.of(List.of(THREAD))).isEqualTo(Layer.NODES);
    assertThat(Layer.of(List.of("java.lang.Thread.run"))).isEqualTo(Layer.OTHER);
    assertThat(Layer.of(List.of())).isEqualTo(Layer.OTHER);
  }
}
