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

  private static final Identity IDS = Identity.unkeyed();

  /**
   * Notifiers, investigators and the ledger store these identifiers. If a later version changed
   * them, every record would be flagged and notified again.
   */
  @Test
  void shouldKeepIdentifiersWithoutKeyStable() {
    // When
    byte[] record = IDS.ofRecord(LOG, PERSON);
    // Then
    assertThat(record).asHexString().isEqualToIgnoringCase("6738d245c226784718a865ed1d5e9cfc");
    assertThat(IDS.exposureId("breach", record)).isEqualTo("86ec38f2-d1b0-8007-b292-354b1cf6556f");
    assertThat(IDS.accountNotificationId("breach", "acme"))
        .isEqualTo("f668117a-bf09-82c3-8e5d-4a4c6f2eb588");
    assertThat(IDS.userNotificationId("breach", "acme", PERSON))
        .isEqualTo("525ca8f0-7cfd-85f3-b1f1-e032238c517b");
  }

  @Test
  void shouldPrefixFieldsWithLengthInUtf8() {
    // When
    byte[] digest = Sha256.digest("Zürich", "漢字", "");
    // Then
    assertThat(digest).hasSize(Identity.BYTES);
    assertThat(digest).asHexString().isEqualToIgnoringCase("53cef4249bac2111303394c6c9a18d3d");
  }

  @Test
  void shouldSeparateFields() {
    // Given
    List<byte[]> digests =
        List.of(
            Sha256.digest(),
            Sha256.digest(""),
            Sha256.digest("", ""),
            Sha256.digest("ab", "c"),
            Sha256.digest("a", "bc"),
            Sha256.digest("abc"),
            Sha256.digest("", "abc"),
            Sha256.digest("abc", ""));
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
    MessageDigest begun = Sha256.create();
    begun.update((byte) 1);
    // When
    byte[] digest = Sha256.create().digest("abc".getBytes(StandardCharsets.UTF_8));
    // Then
    assertThat(digest)
        .asHexString()
        .isEqualToIgnoringCase("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldUseDistinctIdsForEachKind() {
    // When
    Set<String> ids = new TreeSet<>();
    ids.add(IDS.accountNotificationId("breach", "acme"));
    ids.add(IDS.accountNotificationId("breach", "bolt"));
    ids.add(IDS.accountNotificationId("another", "acme"));
    ids.add(IDS.userNotificationId("breach", "acme", ""));
    ids.add(IDS.userNotificationId("breach", "acme", PERSON));
    ids.add(IDS.userNotificationId("breach", "bolt", PERSON));
    ids.add(IDS.userNotificationId("another", "acme", PERSON));
    ids.add(IDS.exposureId("breach", IDS.ofRecord(LOG, PERSON)));
    ids.add(IDS.exposureId("another", IDS.ofRecord(LOG, PERSON)));
    ids.add(IDS.exposureId("breach", IDS.ofRecord(LOG, "+12025550124")));
    // Then
    assertThat(ids).hasSize(10);
  }

  @Test
  void shouldBeUuidOfVersion8() {
    for (int i = 0; i < 100; i++) {
      // When
      UUID id = UUID.fromString(IDS.accountNotificationId("breach", "account " + i));
      // Then
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void shouldMakeEveryIdentifierWithTheFunction() {
    // Given
    Identity constant = new Identity(input -> new byte[Identity.BYTES]);
    byte[] record = constant.ofRecord(LOG, PERSON);
    // Then
    assertThat(record).containsOnly(0);
    assertThat(constant.rowKey(PERSON)).containsOnly(0);
    assertThat(constant.of("a", "b")).containsOnly(0);
    assertThat(
            new TreeSet<>(
                List.of(
                    constant.exposureId("breach", record),
                    constant.accountNotificationId("another", "acme"),
                    constant.userNotificationId("breach", "acme", PERSON))))
        .containsExactly("00000000-0000-8000-8000-000000000000");
  }

  private static String hex(LogRecord record, String person) {
    return HexFormat.of().formatHex(IDS.ofRecord(record, person));
  }
}
