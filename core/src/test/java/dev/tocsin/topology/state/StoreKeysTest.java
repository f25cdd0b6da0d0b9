package dev.tocsin.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

  private static final byte[] TAIL = {1, 2, 3};

  @Test
  void shouldKeepTextsApart() {
    assertThat(StoreKeys.of("a", "bc")).isNotEqualTo(StoreKeys.of("ab", "c"));
    assertThat(StoreKeys.of("ab", "c").get()).startsWith(StoreKeys.of("ab").get());
    assertThat(StoreKeys.of("abc")).isGreaterThan(StoreKeys.endOf(StoreKeys.of("ab")));
  }

  @Test
  void shouldReadItsParts() {
    // When
    Bytes key = StoreKeys.of(-5, TAIL, "INC-1", "Zoë");

    // Then
    assertThat(StoreKeys.texts(key, 2)).containsExactly("INC-1", "Zoë");
    assertThat(StoreKeys.tail(key, TAIL.length)).isEqualTo(TAIL);
  }

  @Test
  void shouldSortByTime() {
    assertThat(StoreKeys.of(-5, TAIL, "a")).isLessThan(StoreKeys.of(0, TAIL, "a"));
    assertThat(StoreKeys.of(0, TAIL, "a")).isLessThan(StoreKeys.of(Long.MAX_VALUE, TAIL, "a"));
  }

  @Test
  void shouldEndBehindAllKeysWithThePrefix() {
    // Given
    Bytes end = StoreKeys.endOf(StoreKeys.of("a"));

    // Then
    assertThat(StoreKeys.of(Long.MAX_VALUE, TAIL, "a")).isLessThan(end);
    assertThat(end).isLessThan(StoreKeys.of("b", "c"));
    assertThat(StoreKeys.endOf(Bytes.wrap(new byte[] {1, -1})))
        .isEqualTo(Bytes.wrap(new byte[] {2, 0}));
  }
}
