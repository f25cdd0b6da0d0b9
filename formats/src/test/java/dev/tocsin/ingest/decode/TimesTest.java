package dev.tocsin.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2024-03-15T08:30:00Z, 2024-03-15T08:30:00Z",
    "2024-03-15T08:30:00.466370+00:00, 2024-03-15T08:30:00.466Z",
    "2024-03-15T08:30:00.123456789Z, 2024-03-15T08:30:00.123Z",
    "2024-03-15T08:30Z, 2024-03-15T08:30:00Z",
    "2017-05-22 21:36:14+05:30, 2017-05-22T16:06:14Z",
    "2020-01-01T00:00:00+0000, 2020-01-01T00:00:00Z",
    "2020-01-01T00:00:00 +0100, 2019-12-31T23:00:00Z",
    "2020-01-01T00:00:00-08, 2020-01-01T08:00:00Z",
    "2024-02-29T23:59:59.999-00:30, 2024-03-01T00:29:59.999Z",
  })
  void shouldReadIsoTimesOfProviders(String text, String instant) throws Exception {
    assertThat(Times.iso("at", text, null)).isEqualTo(instant);
  }

  @Test
  void shouldSuggestZoneOnlyWhereItIsUsed() {
    assertThatThrownBy(() -> Times.iso("at", "2024-03-15T08:30:00", null))
        .isInstanceOfSatisfying(
            RejectException.class,
            e -> assertThat(e.toRejected().detail()).contains("--zone", "providers.NAME.zone"));
    assertThatThrownBy(() -> Times.isoWithOffset("at", "2024-03-15T08:30:00"))
        .isInstanceOfSatisfying(
            RejectException.class,
            e -> assertThat(e.toRejected().detail()).isEqualTo("the time has no offset"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-15",
        "2024-03-15T08:30:00",
        "2024-02-30T08:30:00Z",
        "2024-13-01T08:30:00Z",
        "2024-03-15T24:30:00Z",
        "2024-03-15T08:60:00Z",
        "2024-03-15T08:30:61Z",
        "2024-03-15T08:30:00+01:00+0100",
        "2024-03-15T08:30:00+99:00",
        "2024-03-15T08:30:00ZZ",
        "2024-03-1508:30:00Z",
        "2024-03-15T 08:30:00Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "yesterday",
        "",
      })
  void shouldRejectInvalidTimeWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Times.iso("at", text, null))
        .isInstanceOfSatisfying(
            RejectException.class,
            e -> assertThat(e.toRejected().reason()).isEqualTo(RejectReason.INVALID_TIME));
  }

  @Test
  void shouldReadTimesWithoutOffsetInZoneOfFeed() throws Exception {
    // Given
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    // Then
    assertThat(Times.iso("at", "2016-06-28 00:40:34.558", ZoneOffset.UTC))
        .isEqualTo("2016-06-28T00:40:34.558Z");
    assertThat(Times.iso("at", "2024-03-31 01:59:59", berlin)).isEqualTo("2024-03-31T00:59:59Z");
    assertThat(Times.iso("at", "2024-10-27 02:30:00", berlin))
        .as("the first of two")
        .isEqualTo("2024-10-27T00:30:00Z");
    assertThatThrownBy(() -> Times.iso("at", "2024-03-31 02:30:00", berlin))
        .isInstanceOf(RejectException.class);
  }

  @Test
  void shouldNotConfuseSecondsAndMilliseconds() throws Exception {
    assertThat(Times.epochSeconds("at", 1_710_491_400)).isEqualTo("2024-03-15T08:30:00Z");
    assertThat(Times.epochMillis("at", 1_710_491_400_466L)).isEqualTo("2024-03-15T08:30:00.466Z");
    assertThat(Times.rfc2822("at", "Fri, 15 Mar 2024 08:30:00 +0000"))
        .isEqualTo("2024-03-15T08:30:00Z");
    assertThatThrownBy(() -> Times.epochMillis("at", 1_710_491_400))
        .isInstanceOfSatisfying(
            RejectException.class,
            e -> assertThat(e.toRejected().reason()).isEqualTo(RejectReason.TIME_IN_SECONDS));
    assertThatThrownBy(() -> Times.epochSeconds("at", 1_710_491_400_466L))
        .isInstanceOf(RejectException.class);
  }

  @Test
  void shouldParseQuicklyOnlyWhatFormatterParses() {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    String alphabet = "0123456789-:T .Z+";
    int quickly = 0;
    for (int round = 0; round < 200_000; round++) {
      // Given: a valid time, usually with an invalid or unusual change
      StringBuilder text =
          new StringBuilder(
              Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)).toString());
      if (random.nextBoolean()) {
        text.setLength(text.length() - 1);
        text.append(random.nextBoolean() ? "+0" : "-1")
            .append(random.nextInt(10))
            .append(random.nextBoolean() ? ":" : "")
            .append(random.nextInt(7))
            .append(random.nextInt(10));
      }
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text.setCharAt(
            random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }

      // When
      Instant quick = QuickTime.parse(text.toString());

      // Then
      if (quick != null) {
        quickly++;
        assertThat(slowly(text.toString())).as("seed %d: %s", seed, text).isEqualTo(quick);
      }
    }
    assertThat(quickly).isGreaterThan(50_000);
  }

  private static Instant slowly(String text) {
    try {
      return Objects.requireNonNull(Times.formatted("at", text, null, ""));
    } catch (RejectException e) {
      return Instant.MAX;
    }
  }
}
