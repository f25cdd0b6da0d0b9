package dev.tocsin.cli.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.history.crypto.HistoryKeyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {

  private final Cli cli = Cli.offline();

  @TempDir private Path dir;

  @Test
  void shouldCreateFileForOwnerOnly() throws IOException {
    // Given
    Path file = dir.resolve("secrets/keyset.json");
    // When
    Cli.Result result = cli.run("keyset", "create", "--out", file.toString());
    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    assertThat(result.out()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    HistoryKeyset keyset = HistoryKeyset.parse(Files.readString(file));
    assertThat(result.err()).contains("key " + keyset.primaryId(), "Keep a copy");
  }

  @Test
  void shouldPrintTheKeysOfANewFileAsJson() throws IOException {
    // Given
    Path file = dir.resolve("keyset.json");
    // When
    JsonNode json = cli.json("keyset", "create", "--out", file.toString());
    // Then
    HistoryKeyset keyset = HistoryKeyset.parse(Files.readString(file));
    assertThat(json).hasSize(2);
    assertThat(json.get(0).get("id").asText()).isEqualTo(keyset.primaryId());
    assertThat(json.get(1).get("use").asText()).isEqualTo("identity");
  }

  @Test
  void shouldNotOverwriteFile() throws IOException {
    // Given
    Path file = Files.writeString(dir.resolve("keyset.json"), "precious");
    // When
    Cli.Result result = cli.run("keyset", "create", "--out", file.toString());
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains("already exists", "tocsin keyset rotate");
    assertThat(file).hasContent("precious");
  }

  @Test
  void shouldPrintKeyset() {
    // When
    Cli.Result result = cli.run("keyset", "create");
    // Then
    assertThat(HistoryKeyset.parse(result.out()).keys()).hasSize(1);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void shouldKeepOldKeysOnRotation() throws IOException {
    // Given
    Path file = made();
    String first = HistoryKeyset.parse(Files.readString(file)).primaryId();
    // When
    Cli.Result result = cli.run("keyset", "rotate", file.toString());
    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    List<HistoryKeyset.Key> keys = HistoryKeyset.parse(Files.readString(file)).keys();
    assertThat(keys).extracting(HistoryKeyset.Key::primary).containsExactly(false, true);
    assertThat(keys.getFirst().id()).isEqualTo(first);
    assertThat(result.err()).contains(first, keys.getLast().id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void shouldRotateInTwoSteps() throws IOException {
    // Given
    Path file = made();
    String first = HistoryKeyset.parse(Files.readString(file)).primaryId();
    // When
    cli.run("keyset", "rotate", "--prepare", file.toString());
    HistoryKeyset prepared = HistoryKeyset.parse(Files.readString(file));
    Cli.Result again = cli.run("keyset", "rotate", "--prepare", file.toString());
    cli.run("keyset", "rotate", file.toString());
    HistoryKeyset rotated = HistoryKeyset.parse(Files.readString(file));
    // Then
    assertThat(prepared.primaryId()).isEqualTo(first);
    assertThat(prepared.keys()).hasSize(2);
    assertThat(again.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(rotated.keys()).hasSize(2);
    assertThat(rotated.identityKey()).isEqualTo(prepared.identityKey());
    assertThat(rotated.primaryId()).isEqualTo(prepared.keys().getLast().id());
  }

  @Test
  void shouldShowKeysWithoutMaterial() throws IOException {
    // Given
    Path file = made();
    cli.run("keyset", "rotate", file.toString());
    String content = Files.readString(file);
    List<HistoryKeyset.Key> keys = HistoryKeyset.parse(content).keys();
    // When
    Cli.Result text = cli.run("keyset", "show", file.toString());
    JsonNode json = cli.json("keyset", "show", file.toString());
    // Then
    assertThat(text.lines()).hasSize(4);
    assertThat(text.lines().get(3)).contains("identity: makes identifiers, never rotated");
    assertThat(json.get(2).get("use").asText()).isEqualTo("identity");
    assertThat(text.lines().get(2)).startsWith(keys.getLast().id()).contains("primary");
    assertThat(json.get(1).get("primary").asBoolean()).isTrue();
    for (String value : content.split("\"")) {
      if (value.length() > 60 && !value.startsWith("type.")) {
        assertThat(text.out() + json).doesNotContain(value);
      }
    }
  }

  @Test
  void shouldAddMissingIdentityKey() throws IOException {
    // Given
    HistoryKeyset keyset = HistoryKeyset.parse(Files.readString(made()));
    String lacking = keyset.toJson().replaceAll(",\"identity\":.*", "}");
    Path file = Files.writeString(dir.resolve("lacking.json"), lacking);
    // When
    Cli.Result before = cli.run("keyset", "show", file.toString());
    Cli.Result added = cli.run("keyset", "add-identity", file.toString());
    HistoryKeyset completed = HistoryKeyset.parse(Files.readString(file));
    Cli.Result again = cli.run("keyset", "add-identity", file.toString());
    // Then
    assertThat(before.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(before.err()).contains("has no identity key", "tocsin keyset add-identity");
    assertThat(added.exitCode()).as(added.err()).isEqualTo(ExitCodes.OK);
    assertThat(added.err()).contains("identity key " + completed.identityKey().id());
    assertThat(completed.keys()).isEqualTo(keyset.keys());
    assertThat(again.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(again.err()).contains("has an identity key already");
    assertThat(HistoryKeyset.parse(Files.readString(file)).identityKey())
        .isEqualTo(completed.identityKey());
  }

  @Test
  void shouldReportInvalidFile() throws IOException {
    // Given
    Path garbage = Files.writeString(dir.resolve("garbage.json"), "hunter2");
    Path lacking = dir.resolve("lacking.json");
    // When
    Cli.Result unreadable = cli.run("keyset", "show", garbage.toString());
    Cli.Result missing = cli.run("keyset", "rotate", lacking.toString());
    // Then
    assertThat(unreadable.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(unreadable.err())
        .contains(garbage.toString(), "not in Tink's JSON format")
        .doesNotContain("hunter2");
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(missing.err()).contains("there is no file", "tocsin keyset create --out");
  }

  private Path made() {
    Path file = dir.resolve("keyset.json");
    assertThat(cli.run("keyset", "create", "--out", file.toString()).exitCode())
        .isEqualTo(ExitCodes.OK);
    return file;
  }
}
