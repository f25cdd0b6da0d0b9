package dev.tocsin.cli.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.intake.WindowHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowIT {

  /** Rounds in which two commands may miss each other. */
  private static final int ROUNDS = 25;

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

  @Test
  void shouldLetOneOfTwoRespondersWin() throws Exception {
    // Given
    cli.run(
        declare("race", "--incident=race", "--from=2024-03-01", "--to=2024-03-31")
            .toArray(String[]::new));
    Map<String, String[]> commands = new TreeMap<>();
    Map<String, Result> results = Map.of();

    // When
    int round = 0;
    while (refused(results).isEmpty() && round < ROUNDS) {
      round++;
      String day = "2024-03-%02d".formatted(1 + round);
      commands.put("bob", revise("race", "--from=" + day, "--author=bob"));
      commands.put("eve", revise("race", "--guidance=Round " + round, "--author=eve"));
      results = atOnce(commands);

      // Then
      JsonNode window = row("race");
      if (!refused(results).contains("bob")) {
        assertThat(window.at("/from").asText()).startsWith(day);
      }
      if (!refused(results).contains("eve")) {
        assertThat(window.at("/incident/guidance").asText()).isEqualTo("Round " + round);
      }
    }
    assertThat(refused(results)).as("%s after %d rounds", results, round).hasSize(1);
    String loser = refused(results).getFirst();
    String winner = loser.equals("bob") ? "eve" : "bob";
    Result lost = results.get(loser);
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.OVERTAKEN);
    assertThat(lost.err())
        .contains("window 'race' was not revised: " + winner + " changed it")
        .containsPattern("  revision \\d+, written at 20")
        .contains(winner.equals("bob") ? "  from: " : "  guidance: ")
        .contains("Repeat the change if it is still right: tocsin window revise race ");
    assertThat(row("race").at("/author").asText()).isEqualTo(winner);

    // When
    JsonNode repeated = cli.json(commands.get(loser));

    // Then
    assertThat(repeated.at("/accepted").asBoolean()).isTrue();
    assertThat(row("race").at("/author").asText()).isEqualTo(loser);
    assertThat(row("race").at("/incident/guidance").asText()).isEqualTo("Round " + round);
    assertThat(row("race").at("/from").asText()).startsWith("2024-03-%02d".formatted(1 + round));
  }

  @Test
  void shouldShowAcceptedRevisionsOnly() throws Exception {
    // Given
    JsonNode declared =
        cli.json(
            declare("stale", "--incident=stale", "--from=2024-03-01", "--open")
                .toArray(String[]::new));
    cli.run("window", "revise", "stale", "--from=2024-03-02");
    JsonNode accepted = row("stale");
    CompromiseWindow late = Windows.march();
    late.setWindowId("stale");
    late.setBasedOn(declared.at("/revision").asLong());
    String topic = "window-it.exposure.window";

    // When
    try (Publisher<CompromiseWindow> publisher =
        new Publisher<>(cli.config(), topic, EventSerdes::window)) {
      publisher.write("stale", late);
      publisher.write("stale", null, WindowHeaders.ofTombstone(-1L, "bob"));
    }

    // Then
    assertThat(row("stale")).isEqualTo(accepted);
    assertThat(accepted.at("/based_on")).isEqualTo(declared.at("/revision"));

    // When
    Result revised = cli.run("window", "revise", "stale", "--to=2024-03-09");
    Result withdrawn = cli.run("window", "withdraw", "stale", "--author=eve");

    // Then
    assertThat(revised.exitCode()).as(revised.err()).isEqualTo(ExitCodes.OK);
    assertThat(withdrawn.exitCode()).as(withdrawn.err()).isEqualTo(ExitCodes.OK);
    assertThat(cli.json("window", "list", "--all").toString())
        .contains("\"window_id\":\"stale\",\"status\":\"WITHDRAWN\",\"author\":\"eve\"");
  }

  private static String[] revise(String id, String... options) {
    return Stream.concat(Stream.of("window", "revise", id), Stream.of(options))
        .toArray(String[]::new);
  }

  /** Runs commands at the same time, by their names. */
  private static Map<String, Result> atOnce(Map<String, String[]> commands) throws Exception {
    Map<String, Future<Result>> running = new TreeMap<>();
    CyclicBarrier start = new CyclicBarrier(commands.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(commands.size())) {
      commands.forEach(
          (name, arguments) ->
              running.put(
                  name,
                  threads.submit(
                      () -> {
                        start.await();
                        return cli.run(arguments);
                      })));
    }
    Map<String, Result> results = new TreeMap<>();
    for (Map.Entry<String, Future<Result>> one : running.entrySet()) {
      results.put(one.getKey(), one.getValue().get());
    }
    return results;
  }

  private static List<String> refused(Map<String, Result> results) {
    return results.keySet().stream()
        .filter(name -> results.get(name).exitCode() != ExitCodes.OK)
        .toList();
  }

  private static JsonNode row(String id) {
    for (JsonNode row : cli.json("window", "list")) {
      if (row.at("/window_id").asText().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no window " + id);
  }

  private static Stream<String> declare(String id, String... more) {
    return Stream.concat(
        Stream.of("window", "declare", "--id=" + id, "--title=T", "--provider=duo"),
        Stream.of(more));
  }
}
