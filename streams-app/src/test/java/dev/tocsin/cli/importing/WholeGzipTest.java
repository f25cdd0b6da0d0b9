package dev.tocsin.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeGzipTest {

  private static final int BUFFER_BYTES = 512;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 500, 5_000, 100_000})
  void shouldReadAllMembersAndPadding(int size) throws IOException {
    // Given
    byte[] first = random(size);
    byte[] second = random(size + 1);

    // When
    byte[] read = unpack(join(pack(first), pack(second), new byte[0]));
    byte[] padded = unpack(join(pack(first), pack(second), new byte[2_000]));

    // Then
    assertThat(read).isEqualTo(join(first, second)).isEqualTo(padded);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 500, 5_000})
  void shouldRejectTruncatedFile(int size) throws IOException {
    // Given
    byte[] first = pack(random(size));
    byte[] both = join(first, pack("the second member".getBytes(UTF_8)));

    for (int length = first.length + 1; length < both.length; length++) {
      // When
      byte[] cut = Arrays.copyOf(both, length);

      // Then
      assertThatThrownBy(() -> unpack(cut)).as("%s bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldRejectDataAfterMember() throws IOException {
    // Given
    byte[] junk = join(pack("x".getBytes(UTF_8)), "not gzip".getBytes(UTF_8));
    byte[] behindPadding = join(pack("x".getBytes(UTF_8)), new byte[600], "y".getBytes(UTF_8));

    // Then
    assertThat(new GZIPInputStream(new ByteArrayInputStream(junk)).readAllBytes()).hasSize(1);
    assertThatThrownBy(() -> unpack(junk)).hasMessageContaining("no gzip follows");
    assertThatThrownBy(() -> unpack(behindPadding)).hasMessageContaining("no gzip follows");
  }

  @Test
  void shouldReturnContentBeforeError() throws IOException {
    // Given
    byte[] junk = join(pack(random(10_000)), "not gzip".getBytes(UTF_8));
    InputStream in =
        new BufferedInputStream(
            new WholeGzip(new ByteArrayInputStream(junk), BUFFER_BYTES), 64 * 1024);
    byte[] target = new byte[64 * 1024];
    int read = 0;

    // When
    while (read < 10_000) {
      read += in.read(target, read, target.length - read);
    }

    // Then
    assertThatThrownBy(in::read).hasMessageContaining("no gzip follows");
  }

  @Test
  void shouldReadDelayedMember() throws IOException {
    // Given: a stream without available bytes, like a pipe between two writes
    byte[] packed = join(pack("one".getBytes(UTF_8)), pack("two".getBytes(UTF_8)));
    InputStream bytewise =
        new ByteArrayInputStream(packed) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }

          @Override
          public int available() {
            return 0;
          }
        };

    // When
    byte[] read = new WholeGzip(bytewise, BUFFER_BYTES).readAllBytes();

    // Then
    assertThat(read).asString(UTF_8).isEqualTo("onetwo");
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = new WholeGzip(new ByteArrayInputStream(packed), BUFFER_BYTES)) {
      return in.readAllBytes();
    }
  }

  private static byte[] pack(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
