package dev.tocsin.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaConstructorCall;
import dev.tocsin.domain.Examples;
import dev.tocsin.history.StateFormat;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every codec with the bytes that were written before: see {@link GoldenFile}. */
class GoldenBytesTest {

  private static final String BROKEN =
      "stored records of %s changed their bytes. Fields may only be appended, at the end of their"
          + " record; anything else needs a new version of the codec with a reader of the old one,"
          + " and a higher StateFormat.VERSION. If that is done: add the new bytes with"
          + " -Dtocsin.golden=write, and keep the old ones";

  static List<AllCodecs.Found> codecs() {
    return AllCodecs.list();
  }

  static List<GoldenFile.Entry> golden() throws IOException {
    if (GoldenFile.isToBeWritten()) {
      GoldenFile.addFormat("state format " + StateFormat.VERSION, versions());
      for (AllCodecs.Found found : codecs()) {
        for (GoldenFile.Entry entry : current(found)) {
          GoldenFile.add(entry);
        }
      }
    }
    return GoldenFile.entries();
  }

  @Test
  void shouldDeclareEveryCodecInStaticField() {
    // When
    Stream<JavaConstructorCall> calls =
        AllCodecs.production().stream()
            .filter(type -> !type.isEquivalentTo(Codec.class))
            .flatMap(type -> type.getConstructorCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isEquivalentTo(Codec.class));

    // Then: else this test would not find it
    assertThat(calls.map(call -> call.getOrigin().getName())).isNotEmpty().containsOnly("<clinit>");
    assertThat(codecs().stream().map(AllCodecs.Found::toString)).doesNotHaveDuplicates();
  }

  @Test
  void shouldIncreaseStateFormatWithVersionsOfCodecs() throws IOException {
    // Then
    assertThat(GoldenFile.formats())
        .as("increase StateFormat.VERSION, then add the line with -Dtocsin.golden=write")
        .containsEntry("state format " + StateFormat.VERSION, versions());
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void shouldWriteGoldenBytes(AllCodecs.Found found) throws IOException {
    for (GoldenFile.Entry entry : current(found)) {
      // When
      GoldenFile.Entry newest =
          golden().stream()
              .filter(known -> known.title().equals(entry.title()))
              .reduce((former, latter) -> latter)
              .orElseThrow(
                  () ->
                      new AssertionError(
                          "no golden bytes of %s (%s): add them with -Dtocsin.golden=write"
                              .formatted(entry.title(), found.field())));

      // Then
      assertThat(entry.bytes()).as(BROKEN, found).isEqualTo(newest.bytes());
      assertThat(entry.fields()).as(BROKEN, found).isEqualTo(newest.fields());
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void shouldReadGoldenBytes(GoldenFile.Entry entry) {
    // When
    Object read = codec(entry).decode(entry.bytes());

    // Then: later releases may have appended fields
    assertThat(Sample.shown(read)).as(BROKEN, entry).containsAllEntriesOf(entry.fields());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void shouldSkipFieldsOfLaterReleases(GoldenFile.Entry entry) {
    // Given
    Codec<Object> codec = codec(entry);
    Object value = codec.decode(entry.bytes());
    LaterOutput later = new LaterOutput();

    // When
    codec.encode(later, value);
    later.append();
    Object read = codec.decode(later.toByteArray());

    // Then
    assertThat(later.versions()).as("values with a version").isEqualTo(later.values() + 1);
    assertThat(Sample.shown(read)).isEqualTo(Sample.shown(value));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void shouldRejectUnknownVersionAtEveryDepth(GoldenFile.Entry entry) {
    // Given
    Codec<Object> codec = codec(entry);
    Object value = codec.decode(entry.bytes());
    LaterOutput all = new LaterOutput();
    codec.encode(all, value);

    for (int i = 0; i < all.versions(); i++) {
      // When
      byte[] bytes = codec.encode(new LaterOutput(i), value);

      // Then
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOf(UnknownVersionException.class)
          .hasMessageContaining("it has version 200, and this release reads version")
          .hasMessageContaining("run the release that wrote it, or a newer one");
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void shouldReportDamageWithoutQuotingIt(GoldenFile.Entry entry) {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    Codec<Object> codec = codec(entry);

    for (int round = 0; round < 500; round++) {
      byte[] bytes = entry.bytes().clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        // When
        codec.decode(bytes);
      } catch (UnknownVersionException | DamagedBytesException e) {
        // Then
        assertThat(e).as("seed %d", seed).hasNoCause();
        assertThat(e.getMessage()).as("seed %d", seed).startsWith("cannot read a stored ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static Codec<Object> codec(GoldenFile.Entry entry) {
    return codecs().stream()
        .map(AllCodecs.Found::codec)
        .filter(codec -> codec.name().equals(entry.name()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no codec reads the golden bytes of " + entry));
  }

  private static List<GoldenFile.Entry> current(AllCodecs.Found found) {
    List<GoldenFile.Entry> entries = new ArrayList<>();
    for (Type variant : Sample.variants(found.type())) {
      for (boolean full : List.of(true, false)) {
        Object value = Objects.requireNonNull(Sample.of(variant, full));
        entries.add(
            new GoldenFile.Entry(
                "%s v%d, %s %s"
                    .formatted(
                        found,
                        found.codec().version(),
                        full ? "full" : "sparse",
                        value.getClass().getSimpleName()),
                Sample.shown(value),
                found.codec().encode(value)));
      }
    }
    return entries;
  }

  private static String versions() {
    return codecs().stream()
        .map(found -> found + " " + found.codec().version())
        .collect(Collectors.joining(", "));
  }
}
