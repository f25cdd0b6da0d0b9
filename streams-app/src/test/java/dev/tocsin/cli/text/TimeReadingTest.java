package dev.tocsin.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReadingTest {

  @ParameterizedTest
  @CsvSource({
    // A whole month, and a leap year's February, in UTC.
    "UTC, 2024-03-01, 2024-03-31, 2024-03-01T00:00:00Z, 2024-04-01T00:00:00Z",
    "UTC, 2024-02-29, 2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "UTC, 2023-12-31, 2023-12-31, 2023-12-31T00:00:00Z, 2024-01-01T00:00:00Z",
    // Clocks change inside the month: it has an hour less, or more.
    "Europe/Berlin, 2024-03-01, 2024-03-31, 2024-02-29T23:00:00Z, 2024-03-31T22:00:00Z",
    "America/New_York, 2024-11-01, 2024-11-30, 2024-11-01T04:00:00Z, 2024-12-01T05:00:00Z",
    // Midnight does not exist on the first day.
    "America/Sao_Paulo, 2018-11-04, 2018-11-04, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // The day itself does not exist.
    "Pacific/Apia, 2011-12-30, 2011-12-30, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z",
    "+05:45, 2024-03-01, 2024-03-01, 2024-02-29T18:15:00Z, 2024-03-01T18:15:00Z",
  })
  void shouldParseDatesAsWholeDays(
      String zone, String from, String to, Instant start, Instant end) {
    // Given
    TimeReading times = new TimeReading(ZoneId.of(zone));

    // Then
    assertThat(times.start("--from", from)).isEqualTo(start);
    assertThat(times.end("--to", to)).isEqualTo(end);
    assertThat(times.notes())
        .contains(
            "--from: '" + from + "' begins at " + start + " in " + zone,
            "--to: '" + to + "' is a whole day in " + zone);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-01T10:00:00Z, 2024-03-01T10:00:00Z",
    "2024-03-01t10:00:00z, 2024-03-01T10:00:00Z",
    "2024-03-01T10:00+01:00, 2024-03-01T09:00:00Z",
    "2024-03-01T10:00+0100, 2024-03-01T09:00:00Z",
    "2024-03-01 10:00:00.5-05, 2024-03-01T15:00:00.500Z",
    "2024-03-01T10:00:00+02:00[Africa/Cairo], 2024-03-01T08:00:00Z",
    "2024-07-01T10:00:00[Europe/Paris], 2024-07-01T08:00:00Z",
  })
  void shouldParseOffsets(String text, Instant expected) {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("Asia/Tokyo"));

    // Then
    assertThat(times.start("--from", text)).isEqualTo(expected);
    assertThat(times.end("--to", text)).isEqualTo(expected);
    assertThat(times.notes()).isEmpty();
  }

  @Test
  void shouldNoteTimeWithoutOffset() {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("Asia/Tokyo"));

    // Then
    assertThat(times.start("--from", "2024-03-01T09:00")).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(times.notes())
        .containsExactly(
            "--from: '2024-03-01T09:00' has no offset and is interpreted in Asia/Tokyo");
  }

  @Test
  void shouldMoveSkippedTimeToTransition() {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("Europe/Berlin"));

    // Then
    assertThat(times.start("--from", "2024-03-31T02:30")).isEqualTo("2024-03-31T01:00:00Z");
    assertThat(times.end("--to", "2024-03-31T02:30")).isEqualTo("2024-03-31T01:00:00Z");
    assertThat(times.notes()).anyMatch(note -> note.contains("does not exist in Europe/Berlin"));
  }

  @Test
  void shouldWidenRangeForRepeatedTime() {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("Europe/Berlin"));

    // Then
    assertThat(times.start("--from", "2024-10-27T02:30")).isEqualTo("2024-10-27T00:30:00Z");
    assertThat(times.end("--to", "2024-10-27T02:30")).isEqualTo("2024-10-27T01:30:00Z");
    assertThat(times.notes()).anyMatch(note -> note.contains("happens twice in Europe/Berlin"));
  }

  @Test
  void shouldWidenToMilliseconds() {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("UTC"));

    // Then
    assertThat(times.start("--from", "2024-03-01T00:00:00.000999Z"))
        .isEqualTo("2024-03-01T00:00:00Z");
    assertThat(times.end("--to", "2024-03-01T00:00:00.000001Z"))
        .isEqualTo("2024-03-01T00:00:00.001Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-02-29",
        "2024-02-30",
        "2024-3-1",
        "01.03.2024",
        "03/01/2024",
        "20240301",
        "yesterday",
        "2024-03-01T25:00",
        "2024-03-01T24:00",
        "2024-03-01T10:00+25:00",
        "2024-03-01T10:00+01:00+0100",
        "2024-03-01T10:00ZZ",
        "2024-03-01T10:00[Mars/Olympus]",
        "10:00",
        "+999999999-12-31",
        "1709251200000",
      })
  void shouldRejectOtherTexts(String text) {
    assertThatThrownBy(() -> new TimeReading(ZoneId.of("UTC")).end("--to", text))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.USAGE))
        .hasMessageContaining("--to: expected a date (2024-03-01)")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldLeaveNoGapAtRepeatedMidnight() {
    // Given
    TimeReading times = new TimeReading(ZoneId.of("Canada/Newfoundland"));

    // When
    Instant end = times.end("--to", "1987-10-24");
    Instant next = times.start("--from", "1987-10-25");

    // Then
    assertThat(end).isEqualTo("1987-10-25T03:30:00Z");
    assertThat(next).isEqualTo("1987-10-25T02:30:00Z");
  }

  @Test
  void shouldCoverEveryDayOnceInAllZones() {
    // Given
    long seed = Long.getLong("tocsin.times.seed", System.nanoTime());
    Random random = new Random(seed);
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();

    for (int round = 0; round < 2000; round++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      LocalDate day = LocalDate.of(1971, 1, 1).plusDays(random.nextInt(24_000));

      // When
      Instant end = new TimeReading(zone).end("--to", day.toString());
      Instant next = new TimeReading(zone).start("--from", day.plusDays(1).toString());

      // Then: with a repeated midnight a day ends late and the next one begins early
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(day.plusDays(1).atStartOfDay());
      Duration twice =
          offsets.size() < 2
              ? Duration.ZERO
              : Duration.ofSeconds(
                  offsets.getFirst().getTotalSeconds() - offsets.getLast().getTotalSeconds());
      assertThat(end).as("seed %d: %s in %s", seed, day, zone).isEqualTo(next.plus(twice));
    }
  }
}
