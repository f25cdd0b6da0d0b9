package dev.tocsin.cli.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.text.TimeReading;
import dev.tocsin.event.CompromiseWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class WindowEditTest {

  @TempDir private Path directory;

  @Test
  void shouldKeepFieldsWithoutOption() {
    // Given
    CompromiseWindow window = Windows.march();

    // When
    edit().applyTo(window);

    // Then
    assertThat(window).isEqualTo(Windows.march());
  }

  @Test
  void shouldChangeFieldsOfOptions() {
    // Given
    CompromiseWindow window = Windows.march();

    // When
    edit(
            "--title=T",
            "--account=b,c",
            "--account=b",
            "--channel=sms,Voice",
            "--to=2024-03-28",
            "--draft",
            "--reference=",
            "--exposed-field=phone, state")
        .applyTo(window);

    // Then
    assertThat(WindowText.differences(Windows.march(), window))
        .containsExactly(
            "title: Telephony logs -> T",
            "reference: CASE-1 -> none",
            "exposed fields: phone, carrier -> phone, state",
            "channels: SMS -> SMS, VOICE",
            "to: 2024-04-01T00:00:00Z exclusive -> 2024-03-29T00:00:00Z exclusive",
            "status: ACTIVE -> DRAFT",
            "accounts added: c",
            "accounts removed: a");
  }

  @Test
  void shouldRemoveListsAndEnd() {
    // Given
    CompromiseWindow window = Windows.march();

    // When
    edit("--accounts-all", "--channels-all", "--open").applyTo(window);

    // Then
    assertThat(window.getAccountIds()).isNull();
    assertThat(window.getChannels()).isNull();
    assertThat(window.getTo()).isNull();
    assertThat(WindowText.range(window))
        .isEqualTo("from 2024-03-01T00:00:00Z inclusive, open: it covers future records too");
  }

  @Test
  void shouldPrintRangeWithInclusivityAndLength() {
    assertThat(WindowText.range(Windows.march()))
        .isEqualTo(
            "from 2024-03-01T00:00:00Z inclusive, to 2024-04-01T00:00:00Z exclusive (31 days)");
  }

  @Test
  void shouldReadAccountsFromFiles() throws Exception {
    // Given
    Files.writeString(directory.resolve("ids"), "\uFEFFacme\r\n\r\n globex \nacme,x\n");

    // When
    List<String> ids = new AccountFiles(directory).expand(List.of("b", "@ids", "acme"));

    // Then
    assertThat(ids).containsExactly("b", "acme", "globex", "acme,x");
  }

  @Test
  void shouldReportInvalidAccounts() throws Exception {
    Files.writeString(directory.resolve("empty"), "\n \n");
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
    AccountFiles files = new AccountFiles(directory);

    assertThatThrownBy(() -> files.expand(List.of("@none")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot read 'none' (NoSuchFileException)");
    assertThatThrownBy(() -> files.expand(List.of("@empty")))
        .hasMessageContaining("contains no account");
    assertThatThrownBy(() -> files.expand(List.of("@binary"))).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> files.expand(List.of("a,,b"))).hasMessageContaining("blank");
  }

  @Test
  void shouldRejectContradictingOptions() {
    assertThatThrownBy(() -> edit("--open", "--to=2024-01-01"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("mutually exclusive");
    assertThatThrownBy(() -> edit("--draft", "--active")).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> edit("--account=a", "--accounts-all"))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> edit("--title= ")).hasMessageContaining("--title: expected text");
    assertThatThrownBy(() -> edit("--channel=a,,b")).hasMessageContaining("'a,,b'");
  }

  private WindowEdit edit(String... args) {
    WindowOptions options = new WindowOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("o", mixin(options)))
        .parseArgs(args);
    return options.edit(new TimeReading(ZoneOffset.UTC), new AccountFiles(directory));
  }

  private static CommandLine.Model.CommandSpec mixin(WindowOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
