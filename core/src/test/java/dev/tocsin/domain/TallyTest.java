package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void shouldCountDraftsSeparately() {
    // When
    tally.count(Standing.EXPOSED, "SMS", 1);
    tally.count(Standing.EXPOSED, "VOICE", 1);
    tally.count(Standing.EXPOSED, "SMS", 1);
    tally.count(Standing.DRAFT, "SMS", 1);
    // Then
    assertThat(tally.exposed()).isEqualTo(3);
    assertThat(tally.drafts()).isEqualTo(1);
    assertThat(tally.exposedByChannel()).isEqualTo(Map.of("SMS", 2L, "VOICE", 1L));
  }

  @Test
  void shouldBeEmptyWithoutExposedAndDraftRecords() {
    // When Then
    assertThat(tally.isEmpty()).isTrue();
    tally.count(Standing.DRAFT, "SMS", 1);
    assertThat(tally.isEmpty()).isFalse();
    tally.count(Standing.EXPOSED, "SMS", 1);
    tally.count(Standing.DRAFT, "SMS", -1);
    assertThat(tally.isEmpty()).isFalse();
    tally.count(Standing.EXPOSED, "SMS", -1);
    assertThat(tally.isEmpty()).isTrue();
  }

  @Test
  void shouldDropChannelWithoutRecords() {
    // Given
    tally.count(Standing.EXPOSED, "SMS", 1);
    tally.count(Standing.EXPOSED, "VOICE", 1);
    // When
    tally.count(Standing.EXPOSED, "VOICE", -1);
    // Then
    assertThat(tally.exposedByChannel()).isEqualTo(Map.of("SMS", 1L));
  }

  /** The channel is free text: a provider with a new channel in each record must do no harm. */
  @Test
  void shouldStaySmallForManyChannels() {
    // When
    for (int i = 0; i < 1_000; i++) {
      tally.count(Standing.EXPOSED, "CHANNEL-" + i, 1);
    }
    tally.count(Standing.EXPOSED, "CHANNEL-7", -1);
    // Then
    assertThat(tally.exposedByChannel()).isEqualTo(Map.of(Tally.OTHER, 999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SMS", "VOICE", "MMS", "RCS", "WHATSAPP", "VIBER", "EMAIL", "PUSH", "FAX"})
  void shouldCountKnownChannelsByName(String channel) {
    // When
    tally.count(Standing.EXPOSED, channel, 1);
    // Then
    assertThat(tally.exposedByChannel()).isEqualTo(Map.of(channel, 1L));
  }

  @Test
  void shouldCopyItsCounts() {
    // Given
    SortedMap<String, Long> stored = new TreeMap<>(Map.of("SMS", 2L));
    Tally loaded = new Tally(2, 1, stored);
    // When
    stored.clear();
    loaded.exposedByChannel().clear();
    loaded.count(Standing.EXPOSED, "SMS", 1);
    // Then
    assertThat(loaded.exposedByChannel()).isEqualTo(Map.of("SMS", 3L));
    assertThat(loaded.exposed()).isEqualTo(3);
    assertThat(loaded.drafts()).isEqualTo(1);
  }

  @Test
  void shouldCountCurrentRecordsAfterAnyHistory() {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    List<String> channels = List.of("SMS", "VOICE", "CARRIER PIGEON", "SEMAPHORE");
    List<Map.Entry<Standing, String>> there = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      // When
      if (there.isEmpty() || random.nextInt(5) < 3) {
        there.add(
            Map.entry(
                random.nextBoolean() ? Standing.EXPOSED : Standing.DRAFT,
                channels.get(random.nextInt(channels.size()))));
        tally.count(there.getLast().getKey(), there.getLast().getValue(), 1);
      } else {
        Map.Entry<Standing, String> gone = there.remove(random.nextInt(there.size()));
        tally.count(gone.getKey(), gone.getValue(), -1);
      }
    }
    // Then
    SortedMap<String, Long> exposed = new TreeMap<>();
    there.stream()
        .filter(record -> record.getKey() == Standing.EXPOSED)
        .map(Map.Entry::getValue)
        .map(name -> List.of("SMS", "VOICE").contains(name) ? name : "OTHER")
        .forEach(name -> exposed.merge(name, 1L, Long::sum));
    assertThat(tally.exposedByChannel()).as("seed %d", seed).isEqualTo(exposed);
    assertThat(tally.exposed() + tally.drafts()).as("seed %d", seed).isEqualTo(there.size());
  }
}
