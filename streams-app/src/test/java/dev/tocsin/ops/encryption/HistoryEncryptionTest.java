package dev.tocsin.ops.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryEncryptionTest {

  private static final byte[] PLACE = {1};
  private static final byte[] PLAIN = {2, 3};

  private final HistoryKeyset keyset = HistoryKeyset.generate();

  @TempDir private Path dir;

  @Test
  void shouldRejectAMissingKeysetAndNameTheChoices() {
    assertThat(findings(Map.of()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.refuses()).isTrue();
              assertThat(finding.remedy())
                  .contains(
                      "tocsin keyset create",
                      "history.keyset.file",
                      "history.keyset.command",
                      "history.encryption=none");
            });
  }

  @Test
  void shouldStoreUnencryptedWithEncryptionNone() {
    // Given
    Map<String, String> none = Map.of("history.encryption", "none");
    // Then
    assertThat(findings(none)).isEmpty();
    assertThat(encryption(none).seals().of("history", 0).close(PLACE, PLAIN)).startsWith(1);
    assertThat(encryption(none).remember(dir)).isEmpty();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void shouldReadTheKeysetOfAFileAValueOrACommand() throws IOException {
    // Given
    Path file = file(keyset.toJson(), "rw-------");
    // Then
    for (Map<String, String> source :
        List.of(
            Map.of("history.keyset.file", file.toString()),
            Map.of("history.keyset", keyset.toJson()),
            Map.of("history.keyset.command", "cat '" + file + "'"))) {
      assertThat(findings(source)).as("%s", source.keySet()).isEmpty();
      assertThat(encryption(source).seals().of("history", 0).close(PLACE, PLAIN)).startsWith(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void shouldRejectAFileThatOthersMayRead(String mode) throws IOException {
    // Given
    Path file = file(keyset.toJson(), mode);
    // Then
    assertThat(findings(Map.of("history.keyset.file", file.toString())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.found()).contains(mode, file.toString());
              assertThat(finding.remedy()).isEqualTo("chmod 600 " + file);
            });
  }

  @Test
  void shouldRejectADirectory() {
    assertThat(findings(Map.of("history.keyset.file", dir.toString())))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text())
                    .contains(
                        dir + " is a directory", "set history.keyset.file to the file in it"));
  }

  @Test
  void shouldRejectAMissingFile() {
    assertThat(findings(Map.of("history.keyset.file", dir.resolve("gone").toString())))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text())
                    .contains("does not exist", "gone", "tocsin keyset create --out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", " ", "{\"hunter2\":[]}"})
  void shouldRejectOtherContentWithoutQuotingIt(String content) throws IOException {
    // Given
    Path file = file(content, "rw-------");
    // Then
    assertThat(findings(Map.of("history.keyset.file", file.toString())))
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains(file.toString()).doesNotContain("hunter2"));
    assertThat(findings(Map.of("history.keyset.command", "cat '" + file + "'")))
        .singleElement()
        .satisfies(
            f -> assertThat(f.text()).contains("history.keyset.command").doesNotContain("hunter2"));
  }

  @Test
  void shouldRejectAnInvalidKeysetInTheConfiguration() {
    assertThat(findings(Map.of("history.keyset", "hunter2")))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.text())
                    .contains("history.keyset (option -c history.keyset)")
                    .doesNotContain("hunter2"));
  }

  @Test
  void shouldRejectACommandThatFails() {
    assertThat(findings(Map.of("history.keyset.command", "echo hunter2; exit 3")))
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("exited with 3").doesNotContain("hunter2"));
  }

  @Test
  void shouldTimeOutACommand() {
    // Given
    KeysetProgram sleeping = new KeysetProgram("sleep 600 & sleep 600", Duration.ofMillis(300));
    KeysetProgram lingering = new KeysetProgram("exec >&-; sleep 600", Duration.ofMillis(300));
    // Then
    long began = System.nanoTime();
    assertThatThrownBy(sleeping::read).hasMessageContaining("did not finish");
    assertThatThrownBy(lingering::read).hasMessageContaining("did not finish");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void shouldRejectAKeysetWithoutAKeyOfTheState() {
    // Given
    assertThat(encryption(given(keyset)).remember(dir)).isEmpty();
    HistoryKeyset rotated = keyset.rotated();
    // Then
    assertThat(findings(given(keyset))).isEmpty();
    assertThat(findings(given(rotated))).isEmpty();
    assertThat(encryption(given(rotated)).remember(dir)).isEmpty();
    assertThat(findings(given(rotated))).isEmpty();
    assertThat(findings(given(keyset)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.refuses()).isTrue();
              assertThat(finding.found())
                  .contains(dir.toString(), "key " + rotated.primaryId(), "lacks that key");
              assertThat(finding.remedy()).contains("tocsin keyset show", "docs/operations.md");
            });
    assertThat(findings(given(HistoryKeyset.generate())))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("key " + keyset.primaryId()));
  }

  @Test
  void shouldRejectAnotherIdentityKey() {
    // Given
    HistoryKeyset rotated = keyset.rotated();
    HistoryKeyset other =
        HistoryKeyset.parseAndAddIdentity(rotated.toJson().replaceAll(",\"identity\":.*", "}"));
    // When
    assertThat(encryption(given(keyset)).remember(dir)).isEmpty();
    // Then
    assertThat(findings(given(rotated))).isEmpty();
    assertThat(findings(given(other)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.refuses()).isTrue();
              assertThat(finding.found())
                  .contains(
                      dir.toString(),
                      "identity key " + keyset.identityKey().id(),
                      "that of the keyset is " + other.identityKey().id());
              assertThat(finding.remedy()).contains("tocsin keyset show", "docs/operations.md");
            });
  }

  @Test
  void shouldNameTheCommandThatAddsAnIdentityKey() throws IOException {
    // Given
    Path file = file(keyset.toJson().replaceAll(",\"identity\":.*", "}"), "rw-------");
    // Then
    for (Map<String, String> source :
        List.of(
            Map.of("history.keyset.file", file.toString()),
            Map.of("history.keyset", Files.readString(file)),
            Map.of("history.keyset.command", "cat '" + file + "'"))) {
      assertThat(findings(source))
          .as("%s", source.keySet())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.found()).contains("has no identity key");
                assertThat(finding.remedy()).contains("tocsin keyset add-identity FILE");
              });
    }
  }

  @Test
  void shouldMakeIdentifiersWithTheKeyset() {
    // Given
    byte[] plain = encryption(Map.of("history.encryption", "none")).identity().of("a");
    // Then
    assertThat(plain).isEqualTo(Identity.unkeyed().of("a"));
    assertThat(encryption(given(keyset)).identity().of("a"))
        .isEqualTo(encryption(given(keyset.rotated())).identity().of("a"))
        .isNotEqualTo(plain);
  }

  @Test
  void shouldRejectEncryptionNoneForEncryptedState() {
    // Given
    assertThat(encryption(given(keyset)).remember(dir)).isEmpty();
    // Then
    assertThat(findings(Map.of("history.encryption", "none")))
        .singleElement()
        .satisfies(
            f -> assertThat(f.found()).contains(keyset.primaryId(), "history.encryption is none"));
  }

  @Test
  void shouldReportUnreadableMarks() throws IOException {
    // Given
    Files.writeString(dir.resolve("tocsin.keys"), "malformed\n");
    // Then
    assertThat(findings(given(keyset)))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("tocsin.keys"));
  }

  private Path file(String content, String mode) throws IOException {
    Path file = Files.writeString(dir.resolve("keyset.json"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Map<String, String> given(HistoryKeyset keyset) {
    return Map.of("history.keyset", keyset.toJson());
  }

  private List<Finding> findings(Map<String, String> values) {
    return encryption(values).findings(dir);
  }

  private static HistoryEncryption encryption(Map<String, String> values) {
    return HistoryEncryption.of(TocsinConfig.load(Sources.of(values)));
  }
}
