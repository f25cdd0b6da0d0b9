package dev.tocsin.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a codec over three releases that never were. */
class CodecTest {

  private record Point(long x, long y, String label) {}

  private record Line(Point from, Point to, List<Point> stops, long width) {}

  /** The first release: no label. */
  private static final Codec<Point> POINT_1 =
      new Codec<>(
          "point",
          1,
          (out, p) -> {
            out.number(p.x());
            out.number(p.y());
          },
          in -> new Point(in.number(), in.number(), "none"));

  /** The second one appended the label. */
  private static final Codec<Point> POINT_1_GROWN =
      new Codec<>("point", 1, CodecTest::writeGrown, CodecTest::readGrown);

  /** The third one exchanged the coordinates, so it needed a new version. */
  private static final Codec<Point> POINT_2 =
      new Codec<Point>(
              "point",
              2,
              (out, p) -> {
                out.text(p.label());
                out.number(p.y());
                out.number(p.x());
              },
              in -> {
                String label = in.text();
                long y = in.number();
                return new Point(in.number(), y, label);
              })
          .reading(1, CodecTest::readGrown);

  private static void writeGrown(Output out, Point point) {
    out.number(point.x());
    out.number(point.y());
    out.text(point.label());
  }

  private static Point readGrown(Input in) {
    return new Point(in.number(), in.number(), in.isAtEnd() ? "none" : in.text());
  }

  private static Codec<Line> line(Codec<Point> point) {
    return new Codec<>(
        "line",
        1,
        (out, l) -> {
          point.write(out, l.from());
          point.write(out, l.to());
          out.list(l.stops(), point::write);
          out.number(l.width());
        },
        in -> new Line(point.read(in), point.read(in), in.list(point::read), in.number()));
  }

  private static final Line LABELLED =
      new Line(
          new Point(1, 2, "here"),
          new Point(3, 4, "there"),
          List.of(new Point(5, 6, "between")),
          7);
  private static final Line PLAIN =
      new Line(
          new Point(1, 2, "none"), new Point(3, 4, "none"), List.of(new Point(5, 6, "none")), 7);

  @Test
  void shouldReadWhatEarlierReleasesWrote() {
    // Then
    assertThat(line(POINT_1_GROWN).decode(line(POINT_1).encode(LABELLED))).isEqualTo(PLAIN);
    assertThat(line(POINT_2).decode(line(POINT_1).encode(LABELLED))).isEqualTo(PLAIN);
    assertThat(line(POINT_2).decode(line(POINT_1_GROWN).encode(LABELLED))).isEqualTo(LABELLED);
  }

  @Test
  void shouldSkipAppendedFieldsOfLaterReleases() {
    // Then
    assertThat(line(POINT_1).decode(line(POINT_1_GROWN).encode(LABELLED))).isEqualTo(PLAIN);
  }

  @Test
  void shouldNameBothVersionsOfUnreadableValue() {
    // When
    byte[] later = line(POINT_2).encode(LABELLED);

    // Then
    assertThatThrownBy(() -> line(POINT_1).decode(later))
        .isInstanceOf(UnknownVersionException.class)
        .hasMessage(
            "cannot read a stored point: it has version 2, and this release reads version 1; run"
                + " the release that wrote it, or a newer one");
    later[2] = 9;
    assertThatThrownBy(() -> line(POINT_2).decode(later))
        .isInstanceOf(UnknownVersionException.class)
        .hasMessageContaining("it has version 9, and this release reads versions 1 to 2;");
  }

  @Test
  void shouldKeepKeyOfRow() {
    // Given
    byte[] key = {1, 2, 3};

    // When
    byte[] row = POINT_2.encode(key, LABELLED.from());
    String read = POINT_2.decode(row, (k, point) -> k.length + point.label());

    // Then
    assertThat(read).isEqualTo("3here");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 127, 128, 129, 16_383, 16_384, 70_000})
  void shouldNestValuesOfAnyLength(int length) {
    // Given
    Line line =
        new Line(
            new Point(1, 2, "x".repeat(length)),
            new Point(Long.MIN_VALUE, Long.MAX_VALUE, "漢".repeat(length / 3)),
            List.of(),
            -1);

    // Then
    assertThat(line(POINT_2).decode(line(POINT_2).encode(line))).isEqualTo(line);
  }

  @Test
  void shouldReportTruncatedValueWithoutItsContent() {
    // Given
    byte[] whole = line(POINT_2).encode(LABELLED);

    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);

      // Then
      assertThatThrownBy(() -> line(POINT_2).decode(part))
          .isInstanceOf(DamagedBytesException.class)
          .hasNoCause()
          .hasMessageStartingWith("cannot read a stored line: its bytes are damaged")
          .hasMessageNotContaining("here");
    }
    assertThat(new String(whole, StandardCharsets.UTF_8)).contains("here");
  }
}
