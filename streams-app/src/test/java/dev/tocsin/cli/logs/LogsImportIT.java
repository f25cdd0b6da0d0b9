package dev.tocsin.cli.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Main;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsImportIT {

  private static final String PHONE = "+12125550199";

  @TempDir private Path directory;

  @Test
  void shouldSendValidAndReportRejectedRecords() throws Exception {
    // Given
    Cli cli = Cli.onCluster("logs-it.");
    Path file = directory.resolve("logs.jsonl.gz");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      lines.add(line(i).replace("{", "{\"body\":\"secret\",\"price\":1,"));
    }
    for (int i = 0; i < 25; i++) {
      lines.add(100 * i, "{\"phone\":\"" + PHONE + "\",\"log_id\":\"x\"}");
    }
    gzip(file, String.join("\n", lines));

    // When
    Result result = cli.run("logs", "import", file.toString(), "--provider=duo", "-o", "json");

    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
    JsonNode summary = result.json();
    assertThat(summary.at("/read").asLong()).isEqualTo(5025);
    assertThat(summary.at("/sent").asLong()).isEqualTo(5000);
    assertThat(summary.at("/rejected/UNMAPPED_ACCOUNT").asLong()).isEqualTo(25);
    assertThat(summary.at("/content_fields_dropped").asLong()).isEqualTo(5000);
    assertThat(summary.at("/unknown_fields_dropped/price").asLong()).isEqualTo(5000);
    assertThat(result.err())
        .contains(file + ":101: UNMAPPED_ACCOUNT account_id")
        .contains("5 more were rejected")
        .doesNotContain(PHONE);
    var sent = read(cli.config(), "logs-it.telephony.message-log.duo");
    assertThat(sent).hasSize(5000);
    assertThat(sent.get("log-7").getAccountId()).isEqualTo("account-0");
    assertThat(sent.get("log-7").getPhone()).isEqualTo(PHONE);
  }

  @Test
  void shouldWriteRejectsToFileInDryRun() throws Exception {
    // Given
    Cli cli = Cli.withoutTopics("logs-it-dry.");
    Path file = directory.resolve("duo.json");
    Path rejects = directory.resolve("rejects");
    String good =
        "{\"context\":\"enrollment\",\"phone\":\""
            + PHONE
            + "\",\"telephony_id\":\"t\",\"ts\":\"2024-03-21T22:34:49.466370+00:00\",\"type\":\"sms\"}";
    Files.writeString(
        file,
        "{\"stat\":\"OK\",\"response\":{\"items\":["
            + good
            + ","
            + good.replace("sms", "")
            + "],\"metadata\":{}}}");

    // When
    Result result =
        cli.run(
            "logs",
            "import",
            file.toString(),
            "--provider=duo",
            "--format=duo-v2",
            "--account=acme",
            "--dry-run",
            "--rejects",
            rejects.toString());

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(result.out())
        .contains("records: 2 read, 1 would be sent, 1 rejected")
        .containsPattern("1 +t +acme +\\+1\\*+99 +SMS +2024-03-21T22:34:49.466Z +enrollment")
        .doesNotContain(PHONE);
    assertThat(result.err()).isEmpty();
    assertThat(Files.readString(rejects)).startsWith(file + ":1: MISSING_FIELD type");
  }

  @Test
  void shouldReportInvalidCommandLines() throws Exception {
    // Given
    Cli cli = Cli.offline();
    String file = Files.writeString(directory.resolve("f"), line(1)).toString();

    // Then
    assertUsage(cli.run("logs", "import", file), "--provider");
    assertUsage(cli.run("logs", "import", file, "--provider=dou"), "did you mean 'duo'?");
    assertUsage(
        cli.run("logs", "import", file, "--provider=duo", "--format=duov2"),
        "but was 'duov2'; did you mean 'duo-v2'?");
    assertUsage(
        cli.run("logs", "import", file, "--provider=duo", "--format=vonage-dlr", "--account=a"),
        "--zone");
    assertUsage(
        cli.run("logs", "import", "-", "--provider=duo", "--resume"), "--resume requires files");
    assertUsage(
        cli.run("logs", "import", file, "--provider=duo", "--format=duo-v2"), "--account ID");
    assertUsage(cli.run("logs", "import", "none", "--provider=duo"), "no such file");
    assertThat(cli.run("logs", "formats").out()).contains("canonical:", "duo-v2:");
    assertThat(cli.run("logs", "import", "--help").out()).containsOnlyOnce("Examples:");
  }

  @Test
  void shouldReportMissingTopicBrokerAndRegistry() throws Exception {
    // Given
    String file = Files.writeString(directory.resolve("f"), line(1)).toString();
    Cli cli = Cli.withoutTopics("logs-it-none.");

    // When
    Result noTopic = cli.run("logs", "import", file, "--provider=duo");
    Result noBroker =
        cli.run("logs", "import", file, "--provider=duo", "--bootstrap-servers=127.0.0.1:1");
    Result noRegistry =
        Cli.onCluster("logs-it-registry.")
            .run("logs", "import", file, "--provider=duo", "--registry-url=http://127.0.0.1:1");

    // Then
    assertThat(noTopic.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(noTopic.err())
        .contains("has no topic 'logs-it-none.telephony.message-log.duo'", "tocsin topics create");
    assertThat(noBroker.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(noBroker.err()).contains("127.0.0.1:1", "bootstrap.servers");
    assertThat(noRegistry.exitCode()).as(noRegistry.err()).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(noRegistry.err()).contains("127.0.0.1:1");
  }

  @Test
  void shouldResumeKilledImportWithoutDuplicates() throws Exception {
    // Given
    Cli cli = Cli.onCluster("logs-it-resume.");
    String topic = "logs-it-resume.telephony.message-log.duo";
    int records = 120_000;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < records; i++) {
      lines.append(i % 1000 == 0 ? "{}" : line(i)).append('\n');
    }
    Path file = Files.writeString(directory.resolve("logs.jsonl"), lines);
    Path rejects = directory.resolve("rejects");
    String[] command = {
      "logs", "import", file.toString(), "--provider=duo", "--resume", "--rejects=" + rejects
    };

    // When
    Process process = start(cli, directory.resolve("err"), command);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> count(cli.config(), topic) >= 5_000 || !process.isAlive());
    process.destroyForcibly().waitFor();
    long before = count(cli.config(), topic);
    Result moved =
        cli.run(
            "logs",
            "import",
            Files.move(file, directory.resolve("moved.jsonl")).toString(),
            "--provider=duo",
            "--resume",
            "--rejects=" + rejects,
            "-o",
            "json");
    Result again =
        cli.run(
            "logs",
            "import",
            directory.resolve("moved.jsonl").toString(),
            "--provider=duo",
            "--resume",
            "-o",
            "json");

    // Then
    assertThat(before).isPositive().isLessThan(records - records / 1000);
    assertThat(moved.exitCode()).as(moved.err()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(moved.json().at("/resumed_after").asLong()).isGreaterThanOrEqualTo(before);
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(again.json().at("/rejected_earlier").asLong()).isEqualTo(records / 1000);
    assertThat(again.json().at("/resumed_after").asLong()).isEqualTo(records);
    assertThat(Files.readAllLines(rejects).stream().map(line -> line.split(":")[1]).distinct())
        .hasSize(records / 1000);
    assertThat(count(cli.config(), topic)).isEqualTo(records - records / 1000);
    assertThat(read(cli.config(), topic)).hasSize(records - records / 1000);
  }

  @Test
  void shouldReimportForOtherAccountAndSendAllOfTruncatedFile() throws Exception {
    // Given
    Cli cli = Cli.onCluster("logs-it-again.");
    String topic = "logs-it-again.telephony.message-log.duo";
    String item =
        "{\"child_account_id\":\"C\",\"phone\":\""
            + PHONE
            + "\",\"telephony_id\":\"t1\",\"ts\":\"2024-03-21T22:34:49Z\",\"type\":\"sms\"}\n";
    Path file = Files.writeString(directory.resolve("duo.jsonl"), item);
    Path early = directory.resolve("early.jsonl.gz");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      lines.append(line(i)).append('\n');
    }
    gzip(early, lines.toString());
    byte[] whole = Files.readAllBytes(early);
    Files.write(early, Arrays.copyOf(whole, whole.length - 100));
    String[] duo = {
      "logs", "import", file.toString(), "--provider=duo", "--format=duo-v2", "--resume"
    };

    // When
    Result unmapped = cli.run(with(duo, "--account=acme"));
    Result mapped = cli.run(with(duo, "--account=acme", "--map-account=C=umbrella"));
    long sent = count(cli.config(), topic);
    Result cut =
        cli.run("logs", "import", early.toString(), "--provider=duo", "--resume", "--output=json");

    // Then
    assertThat(unmapped.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(mapped.exitCode()).as(mapped.err()).isEqualTo(ExitCodes.OK);
    assertThat(sent).isEqualTo(1);
    assertThat(cut.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(cut.json().at("/sent").asLong())
        .isEqualTo(cut.json().at("/read").asLong())
        .isEqualTo(count(cli.config(), topic) - 1);
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void shouldReportProgressWhenInterrupted() throws Exception {
    // Given
    Cli cli = Cli.onCluster("logs-it-int.");
    Path err = directory.resolve("err");
    Process process = start(cli, err, "logs", "import", "-", "--provider=duo");
    try (OutputStream in = process.getOutputStream()) {
      for (int i = 0; i < 1000; i++) {
        in.write((line(i) + "\n").getBytes(UTF_8));
      }
      in.flush();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> read(cli.config(), "logs-it-int.telephony.message-log.duo").size() == 1000);

      // When: as Ctrl-C does
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

      // Then
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCodes.INTERRUPTED);
    assertThat(Files.readString(err)).contains("interrupted: 1000 of 1000 records");
  }

  private static Process start(Cli cli, Path err, String... arguments) throws Exception {
    // Children of a background build ignore SIGINT by default.
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().putAll(cli.environment());
    return builder.start();
  }

  /** Records that are committed. */
  private static long count(TocsinConfig config, String topic) throws InterruptedException {
    long[] records = {0};
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "test")) {
      scan.toEnd(
          polled -> {
            records[0]++;
            return true;
          });
    }
    return records[0];
  }

  private static void assertUsage(Result result, String expected) {
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains(expected);
  }

  private static String line(int i) {
    return "{\"log_id\":\"log-"
        + i
        + "\",\"account_id\":\"account-"
        + i % 7
        + "\",\"phone\":\""
        + PHONE
        + "\",\"channel\":\"SMS\",\"sent_at\":1709251200000}";
  }

  private static void gzip(Path file, String text) throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static Map<String, MessageLog> read(TocsinConfig config, String topic)
      throws InterruptedException {
    Map<String, MessageLog> logs = new HashMap<>();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "test");
        EventSerdes serdes = Wiring.serdes(config)) {
      scan.toEnd(
          polled -> {
            MessageLog log = serdes.messageLog().deserializer().deserialize(topic, polled.value());
            assertThat(polled.key()).isEqualTo(log.getAccountId());
            logs.put(log.getLogId(), log);
            return true;
          });
    }
    return logs;
  }
}
