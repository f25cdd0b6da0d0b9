package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static final LogRecord LOG = log("SM1").at(1_711_929_599_999L).get();
  private static final String PERSON = "+12025550123";

  /**
   * Notifiers, investigators and the ledger store these identifiers. If a later version changed
   * them, every record would be flagged and notified again.
   */
  @Test
  void shouldKeepIdentifiersStable() {
    // When
    byte[] record = Identity.ofRecord(LOG, PERSON);
    // Then
    assertThat(record).asHexString().isEqualToIgnoringCase("6738d245c226784718a865ed1d5e9cfc");
    assertThat(Identity.exposureId("breach", record))
        .isEqualTo("86ec38f2-d1b0-8007-b292-354b1cf6556f");
    assertThat(Identity.accountNotificationId("breach", "acme"))
        .isEqualTo("f668117a-bf09-82c3-8e5d-4a4c6f2eb588");
    assertThat(Identity.userNotificationId("breach", "acme", PERSON))
        .isEqualTo("525ca8f0-7cfd-85f3-b1f1-e032238c517b");
  }

  @Test
  void shouldPrefixFieldsWithLengthInUtf8() {
    // When
    byte[] digest = Identity.digest("Zürich", "漢字", "");
    // Then
    assertThat(digest).hasSize(Identity.BYTES);
    assertThat(digest).asHexString().isEqualToIgnoringCase("53cef4249bac2111303394c6c9a18d3d");
  }

  @Test
  void shouldSeparateFields() {
    // Given
    List<byte[]> digests =
        List.of(
            Identity.digest(),
            Identity.digest(""),
            Identity.digest("", ""),
            Identity.digest("ab", "c"),
            Identity.digest("a", "bc"),
            Identity.digest("abc"),
            Identity.digest("", "abc"),
            Identity.digest("abc", ""));
    // When Then
    Set<String> distinct = new TreeSet<>();
    digests.forEach(digest -> distinct.add(HexFormat.of().formatHex(digest)));
    assertThat(distinct).hasSize(digests.size());
  }

  @Test
  void shouldDependOnEverythingThatMatchingUses() {
    // Given
    List<LogRecord> records =
        List.of(
            log("m").get(),
            log("m").by("other").get(),
            log("m").account("bolt").get(),
            log("n").get(),
            log("m").at(1_501).get(),
            log("m").channel("VOICE").get());
    // When
    Set<String> ids = new TreeSet<>();
    records.forEach(record -> ids.add(hex(record, PERSON)));
    ids.add(hex(records.getFirst(), "+12025550124"));
    // Then
    assertThat(ids).hasSize(records.size() + 1);
  }

  @Test
  void shouldIgnoreOtherAttributesOfRepeatedRecord() {
    // Given
    LogRecord pushed = log("m").get();
    LogRecord again =
        new LogRecord(
            "duo", "acme", "m", "+1 202 555 0123", PERSON, "SMS", 1_500, "otp", "T", "US", "CA");
    // When Then
    assertThat(hex(again, PERSON)).isEqualTo(hex(pushed, PERSON));
  }

  @Test
  void shouldIdentifyPersonByValidNumberElseByGivenOne() {
    // Given
    PhoneNormalizer phones = phone -> phone.startsWith("+1") ? phone.replace(" ", "") : null;
    // When Then
    assertThat(person(log("m").phone("+1 202 555 0123").get(), phones)).isEqualTo(PERSON);
    assertThat(person(log("m").phone("  12345 ").get(), phones)).isEqualTo("12345");
    assertThat(person(log("m").phone("555").e164("+1 202 555 0123").get(), phones))
        .isEqualTo(PERSON);
  }

  /** The ledger stores the valid number; both must identify the same person. */
  @Test
  void shouldIdentifySamePersonAsLedger() {
    for (String phone : List.of("+1 202 555 0123", " 12345 ", "+1 202 555 0123 ")) {
      // Given
      PhoneNormalizer phones = given -> given.startsWith("+1") ? given.replace(" ", "") : null;
      LogRecord record = log("m").phone(phone).get();
      // When
      LedgerRow row = new LedgerRow(Standing.EXPOSED, 0, record, phones.e164(record));
      // Then
      assertThat(row.person()).isEqualTo(person(record, phones));
    }
  }

  private static String person(LogRecord record, PhoneNormalizer phones) {
    return Identity.person(record, phones.e164(record));
  }

  /** The first example of FIPS 180-4. */
  @Test
  void shouldCreateNewDigestEachTime() {
    // Given
    MessageDigest begun = Identity.sha256();
    begun.update((byte) 1);
    // When
    byte[] digest = Identity.sha256().digest("abc".getBytes(StandardCharsets.UTF_8));
    // Then
    assertThat(digest)
        .asHexString()
        .isEqualToIgnoringCase("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldUseDistinctIdsForEachKind() {
    // When
    Set<String> ids = new TreeSet<>();
    ids.add(Identity.accountNotificationId("breach", "acme"));
    ids.add(Identity.accountNotificationId("breach", "bolt"));
    ids.add(Identity.accountNotificationId("another", "acme"));
    ids.add(Identity.userNotificationId("breach", "acme", ""));
    ids.add(Identity.userNotificationId("breach", "acme", PERSON));
    ids.add(Identity.userNotificationId("breach", "bolt", PERSON));
    ids.add(Identity.userNotificationId("another", "acme", PERSON));
    ids.add(Identity.exposureId("breach", Identity.ofRecord(LOG, PERSON)));
    ids.add(Identity.exposureId("another", Identity.ofRecord(LOG, PERSON)));
    ids.add(Identity.exposureId("breach", Identity.ofRecord(LOG, "+12025550124")));
    // Then
    assertThat(ids).hasSize(10);
  }

  @Test
  void shouldBeUuidOfVersion8() {
    for (int i = 0; i < 100; i++) {
      // When
      UUID id = UUID.fromString(Identity.accountNotificationId("breach", "account " + i));
      // Then
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  private static String hex(LogRecord record, String person) {
    return HexFormat.of().formatHex(Identity.ofRecord(record, person));
  }
}
