package dev.tocsin.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int RECORDS = 20_000;
  private static final Traffic TRAFFIC = new Traffic(7, RECORDS, 500);

  @Test
  void shouldMakeTheSameRecordsFromTheSameSeed() {
    // Given
    Traffic again = new Traffic(7, RECORDS, 500);

    // When
    List<LogEntry> first = onTime(TRAFFIC);
    List<LogEntry> second = onTime(again);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(again.live(3, 42)).isEqualTo(TRAFFIC.live(3, 42));
    assertThat(again.accounts().all()).isEqualTo(TRAFFIC.accounts().all());
  }

  @Test
  void shouldMakeOtherRecordsFromAnotherSeed() {
    // Given
    Traffic other = new Traffic(8, 100, 500);

    // When
    List<LogEntry> records = onTime(other);

    // Then
    assertThat(records).doesNotContainAnyElementsOf(onTime(new Traffic(7, 100, 500)));
  }

  @Test
  void shouldIdentifyPeopleByValidNumbers() {
    // Given
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    List<LogEntry> records = onTime(TRAFFIC);

    // When
    List<String> invalid =
        records.stream()
            .filter(entry -> !entry.person().equals(entry.phone()) || entry.phoneE164() != null)
            .map(LogEntry::person)
            .filter(person -> !valid(numbers, person))
            .toList();
    long broken = records.stream().filter(entry -> !valid(numbers, entry.person())).count();

    // Then
    assertThat(invalid).isEmpty();
    assertThat(broken).as("a few numbers are broken on purpose").isBetween(1L, RECORDS / 100L);
  }

  @Test
  void shouldWriteTheSameNumberInSeveralForms() {
    // Given
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    // When
    List<LogEntry> spaced =
        onTime(TRAFFIC).stream().filter(entry -> entry.phone().contains(" ")).toList();

    // Then
    assertThat(spaced).hasSizeGreaterThan(RECORDS / 50);
    assertThat(spaced)
        .allSatisfy(
            entry ->
                assertThat(
                        numbers.format(numbers.parse(entry.phone(), "ZZ"), PhoneNumberFormat.E164))
                    .isEqualTo(entry.person()));
  }

  @Test
  void shouldBeBusyOnWeekdaysAndQuietOnSundays() {
    // Given
    Map<DayOfWeek, Integer> days = new HashMap<>();

    // When
    onTime(TRAFFIC)
        .forEach(
            entry ->
                days.merge(
                    Instant.ofEpochMilli(entry.sentAt()).atZone(ZoneOffset.UTC).getDayOfWeek(),
                    1,
                    Integer::sum));

    // Then
    assertThat(days.get(DayOfWeek.SUNDAY)).isLessThan(days.get(DayOfWeek.TUESDAY) / 3);
  }

  @Test
  void shouldFollowTheHoursOfWhereThePeopleAre() {
    // Given
    List<LogEntry> records = onTime(TRAFFIC);

    // When
    double britishNight = nightShare(records, "GB", 0);
    double indianNight = nightShare(records, "IN", 5);

    // Then
    assertThat(britishNight).isLessThan(0.1);
    assertThat(indianNight).isLessThan(0.1);
  }

  @Test
  void shouldStayWithinItsSevenWeeks() {
    assertThat(onTime(TRAFFIC))
        .extracting(LogEntry::sentAt)
        .allSatisfy(
            at ->
                assertThat(Instant.ofEpochMilli(at))
                    .isAfterOrEqualTo(Traffic.BEGIN)
                    .isBefore(Traffic.END));
  }

  @Test
  void shouldPushOneInAHundredAgainAndKeepItsIdentity() {
    // Given
    List<LogEntry> records = onTime(TRAFFIC);
    List<LogEntry> late = late(TRAFFIC);

    // When
    Set<String> distinct = new HashSet<>();
    records.forEach(entry -> distinct.add(identity(entry)));
    late.forEach(entry -> distinct.add(identity(entry)));

    // Then
    assertThat(distinct).hasSize(RECORDS);
    assertThat(records.size() + late.size() - RECORDS).isBetween(RECORDS / 200, RECORDS / 50);
    assertThat(late).isNotEmpty();
  }

  @Test
  void shouldHaveFewHugeAndManyTinyAccounts() {
    // Given
    Map<String, Integer> sizes = new HashMap<>();

    // When
    onTime(TRAFFIC).forEach(entry -> sizes.merge(entry.account(), 1, Integer::sum));
    List<Integer> sorted = sizes.values().stream().sorted((a, b) -> b - a).toList();

    // Then
    assertThat(sorted.getFirst()).isGreaterThan(RECORDS / 10);
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(RECORDS / 500);
  }

  @Test
  void shouldKeyAndPartitionLikeDifferentClients() {
    // Given
    LogEntry entry = TRAFFIC.record(1);

    // When
    int java = Delivery.JAVA.partition(entry, 1_000);
    int librdkafka = Delivery.LIBRDKAFKA.partition(entry, 1_000);

    // Then
    assertThat(java).isNotEqualTo(librdkafka);
    assertThat(Delivery.UNKEYED.key(entry)).isNull();
    assertThat(Delivery.JAVA.key(entry)).asString().isEqualTo(entry.account());
  }

  @Test
  void shouldPutMessagesOnBothSidesOfABoundary() {
    // Given
    Instant edge = Instant.parse("2024-03-01T00:00:00Z");

    // When
    List<LogEntry> entries =
        Boundaries.around(
            TRAFFIC, "semaphore", TRAFFIC.accounts().all().subList(0, 2), List.of(edge), 0);

    // Then
    assertThat(entries).hasSize(8);
    assertThat(entries)
        .extracting(LogEntry::sentAt)
        .containsOnly(edge.toEpochMilli() - 1, edge.toEpochMilli());
    assertThat(entries).extracting(LogEntry::logId).doesNotHaveDuplicates();
  }

  private static double nightShare(List<LogEntry> records, String region, int offsetHours) {
    List<LogEntry> there =
        records.stream().filter(entry -> region.equals(entry.country())).toList();
    long night =
        there.stream()
            .mapToLong(entry -> (entry.sentAt() / 3_600_000 + offsetHours) % 24)
            .filter(hour -> hour < 5)
            .count();
    assertThat(there).as("people in %s", region).hasSizeGreaterThan(100);
    return (double) night / there.size();
  }

  private static boolean valid(PhoneNumberUtil numbers, String number) {
    try {
      return numbers.isValidNumber(numbers.parse(number, "ZZ"));
    } catch (NumberParseException e) {
      return false;
    }
  }

  private static String identity(LogEntry entry) {
    return String.join(
        "|",
        entry.provider(),
        entry.account(),
        entry.logId(),
        entry.person(),
        entry.channel().toUpperCase(Locale.ROOT),
        Long.toString(entry.sentAt()));
  }

  private static List<LogEntry> onTime(Traffic traffic) {
    List<LogEntry> entries = new ArrayList<>();
    traffic.onTime((entry, delivery) -> entries.add(entry));
    return entries;
  }

  private static List<LogEntry> late(Traffic traffic) {
    List<LogEntry> entries = new ArrayList<>();
    traffic.late((entry, delivery) -> entries.add(entry));
    return entries;
  }
}
