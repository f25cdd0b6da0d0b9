package dev.tocsin.cli.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowIT {

  private static Cli cli;

  @TempDir private Path directory;

  @BeforeAll
  static void connect() {
    cli = Cli.onCluster("window-it.");
  }

  @Test
  void shouldDeclareReviseWithdrawAndList() {
    // When
    Result declared =
        cli.run(
            declare("life", "--incident=life", "--from=2024-03-01", "--to=2024-03-31")
                .toArray(String[]::new));

    // Then
    assertThat(declared.exitCode()).as(declared.err()).isEqualTo(ExitCodes.OK);
    assertThat(declared.out())
        .containsPattern("window life declared: window-it.exposure.window-0@(\\d+), revision \\1\n")
        .contains(
            "covers: from 2024-03-01T00:00:00Z inclusive, to 2024-04-01T00:00:00Z exclusive"
                + " (31 days)");
    assertThat(declared.err()).contains("--to: '2024-03-31' is a whole day in UTC");

    // When
    JsonNode revised = cli.json("window", "revise", "life", "--to=2024-03-28", "--account=a,b");

    // Then
    assertThat(revised.at("/action").asText()).isEqualTo("revised");
    assertThat(revised.at("/before/to").asText()).isEqualTo("2024-04-01T00:00:00Z");
    assertThat(revised.at("/after/to").asText()).isEqualTo("2024-03-29T00:00:00Z");
    assertThat(revised.at("/after/account_ids")).hasSize(2);
    assertThat(revised.at("/after/incident/title").asText()).isEqualTo("T");

    // When
    JsonNode listed = row("life");

    // Then
    assertThat(listed.at("/revision")).isEqualTo(revised.at("/revision"));
    assertThat(listed.at("/status").asText()).isEqualTo("ACTIVE");

    // When
    Result withdrawn = cli.run("window", "withdraw", "life");

    // Then
    assertThat(withdrawn.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(withdrawn.out())
        .contains("window life withdrawn")
        .contains("it covered: from 2024-03-01T00:00:00Z inclusive");
    assertThat(cli.run("window", "list").out()).doesNotContain("life");
    assertThat(cli.run("window", "list", "--all").out()).containsPattern("life +\\d+ .* WITHDRAWN");
    assertThat(cli.run("window", "revise", "life", "--open").err())
        .contains("window 'life' is withdrawn; declare it again, with all its fields");
  }

  @Test
  void shouldRejectDuplicateAndUnknownWindows() {
    // Given
    String[] declaration =
        declare("twice", "--incident=twice", "--from=2024-03-01", "--open").toArray(String[]::new);
    assertThat(cli.run(declaration).exitCode()).isEqualTo(ExitCodes.OK);

    // When
    Result again = cli.run(declaration);
    Result revised = cli.run("window", "revise", "twcie", "--open");
    Result withdrawn = cli.run("window", "withdraw", "twicee");

    // Then
    assertThat(again.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(again.err()).contains("already exists").contains("window revise twice");
    assertThat(revised.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(revised.err()).contains("no window 'twcie'; did you mean 'twice'?");
    assertThat(withdrawn.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(withdrawn.err()).contains("did you mean 'twice'?");
    assertThat(cli.run("window", "withdraw", "unknown", "--force").out()).contains("revision");
  }

  @Test
  void shouldWriteNothingInDryRunOrWithoutChange() {
    // When
    Result dry =
        cli.run(
            declare("dry", "--incident=dry", "--from=2024-03-01", "--open", "--dry-run")
                .toArray(String[]::new));
    cli.run(
        declare("same", "--incident=same", "--from=2024-03-01", "--open").toArray(String[]::new));
    JsonNode before = row("same");
    Result same = cli.run("window", "revise", "same", "--from=2024-03-01T00:00:00Z");

    // Then
    assertThat(dry.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(dry.out()).contains("window dry would be declared (dry run)");
    assertThat(cli.run("window", "list").out()).doesNotContain("dry ");
    assertThat(same.out()).contains("window same is unchanged; nothing was written");
    assertThat(row("same")).isEqualTo(before);
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    // When
    Result missing = cli.run("window", "declare", "--from=2024-03-01");
    Result wrong =
        cli.run(
            declare("w", "--incident=w", "--from=2999-01-01", "--to=2998-01-01", "--channel=SSM")
                .toArray(String[]::new));
    Result provider = cli.run("window", "revise", "x", "--zone=Europe/Berlni");

    // Then
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(missing.err())
        .contains("missing: --incident, --title, --provider, --to (or --open)");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err())
        .contains("swap them")
        .contains("is in the future")
        .contains(
            "channel 'SSM' is unrecognized (EMAIL, FAX, MMS, PUSH, RCS, SMS, VIBER, VOICE, WHATSAPP); did you mean 'SMS'?");
    assertThat(provider.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(provider.err()).contains("did you mean 'Europe/Berlin'?");
  }

  @Test
  void shouldRejectControlCharactersInNames() {
    // When
    Result id =
        cli.run(
            declare("e1\nw9  INC-FAKE", "--incident=w", "--from=2024-03-01", "--open")
                .toArray(String[]::new));
    Result incident = cli.run(declare("e1", "--incident=w\u0007").toArray(String[]::new));

    // Then
    assertThat(id.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(id.err()).contains("--id: expected text on one line");
    assertThat(incident.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(incident.err()).contains("--incident: expected text on one line");
  }

  @Test
  void shouldRejectUnknownProviderUnlessForced() {
    // Given
    String[] declaration = {
      "window",
      "declare",
      "--id=p",
      "--incident=p",
      "--title=T",
      "--provider=dou",
      "--from=2024-03-01",
      "--open"
    };

    // When
    Result refused = cli.run(declaration);
    String[] forced = java.util.Arrays.copyOf(declaration, declaration.length + 1);
    forced[declaration.length] = "--force";

    // Then
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.err()).contains("did you mean 'duo'?").contains("--force");
    assertThat(cli.run(forced).exitCode()).isEqualTo(ExitCodes.OK);
  }

  @Test
  void shouldReadAccountsFromFileAndCopyIncidentDetails() throws Exception {
    // Given
    Path file = directory.resolve("accounts");
    Files.write(file, IntStream.range(0, 10_000).mapToObj(i -> "account-" + i).toList());
    cli.run(
        declare("first", "--incident=many", "--from=2024-03-01", "--open", "--report-to=soc")
            .toArray(String[]::new));

    // When
    JsonNode second =
        cli.json(
            "window",
            "declare",
            "--incident=many",
            "--provider=other",
            "--account",
            "@" + file,
            "--from=2024-03-01",
            "--to=2024-03-01",
            "--zone=America/New_York",
            "--draft");

    // Then
    assertThat(second.at("/window_id").asText()).matches("many-[0-9a-f]{8}");
    assertThat(second.at("/after/account_ids")).hasSize(10_000);
    assertThat(second.at("/after/status").asText()).isEqualTo("DRAFT");
    assertThat(second.at("/after/from").asText()).isEqualTo("2024-03-01T05:00:00Z");
    assertThat(second.at("/after/incident/title").asText()).isEqualTo("T");
    assertThat(second.at("/after/incident/report_to").asText()).isEqualTo("soc");

    // Given
    Files.writeString(file, "one-too-many\n", java.nio.file.StandardOpenOption.APPEND);

    // Then
    assertThat(
            cli.run("window", "revise", second.at("/window_id").asText(), "--account", "@" + file)
                .err())
        .contains("10001 accounts, at most 10000 are allowed");
  }

  @Test
  void shouldListTheRestIfRecordIsMalformed() throws Exception {
    // Given
    Cli own = Cli.onCluster("window-it-poison.");
    try (var producer =
        new KafkaProducer<>(
            own.config().producerProps("poison"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>("window-it-poison.exposure.window", "bad", new byte[] {1, 2}))
          .get();
    }
    try (Publisher<CompromiseWindow> publisher =
        new Publisher<>(own.config(), "window-it-poison.exposure.window", EventSerdes::window)) {
      publisher.write("march", Windows.march());
    }

    // When
    Result listed = own.run("window", "list");

    // Then
    assertThat(listed.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(listed.lines()).hasSize(2);
    assertThat(listed.lines().getLast())
        .matches(
            "march +1 +incident +duo +2 +SMS +2024-03-01T00:00:00Z +2024-04-01T00:00:00Z +ACTIVE");
    assertThat(listed.err())
        .contains("1 record of topic 'window-it-poison.exposure.window' cannot be read");
  }

  private static JsonNode row(String id) {
    for (JsonNode row : cli.json("window", "list")) {
      if (row.at("/window_id").asText().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no window " + id);
  }

  private static java.util.stream.Stream<String> declare(String id, String... more) {
    return java.util.stream.Stream.concat(
        java.util.stream.Stream.of(
            "window", "declare", "--id=" + id, "--title=T", "--provider=duo"),
        java.util.stream.Stream.of(more));
  }
}
