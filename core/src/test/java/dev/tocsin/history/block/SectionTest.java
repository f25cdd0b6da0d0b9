package dev.tocsin.history.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.ByteSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionTest {

  private static final int AS_IT_IS = 0;
  private static final int ZSTD = 1;

  private final Section section = new Section();

  @Test
  void shouldCompressIfSmaller() {
    // Given
    byte[] plain = new byte[4_000];

    // When
    byte[] packed = section.pack(plain);

    // Then
    assertThat(packed[0]).isEqualTo((byte) ZSTD);
    assertThat(packed.length).isLessThan(100);
    assertThat(unpacked(packed)).isEqualTo(plain);
  }

  @Test
  void shouldPauseCompressionIfNotSmaller() {
    // Given
    byte[] noise = new byte[4_000];
    new Random(1).nextBytes(noise);
    byte[] zeros = new byte[4_000];

    // When
    byte[] first = section.pack(noise);
    int untried = 0;
    byte[] next = section.pack(zeros);
    while (next[0] == AS_IT_IS) {
      assertThat(unpacked(next)).isEqualTo(zeros);
      untried++;
      next = section.pack(zeros);
    }

    // Then
    assertThat(first[0]).isEqualTo((byte) AS_IT_IS);
    assertThat(unpacked(first)).isEqualTo(noise);
    assertThat(untried).isEqualTo(15);
    assertThat(unpacked(next)).isEqualTo(zeros);
  }

  private static byte[] unpacked(byte[] packed) {
    ByteSource in = Section.unpack(packed);
    return in.take(in.remaining());
  }
}
