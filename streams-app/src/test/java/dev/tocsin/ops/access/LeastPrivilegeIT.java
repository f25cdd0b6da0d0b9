package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.local.RegistryUser;
import dev.tocsin.ops.Detector;
import dev.tocsin.ops.Detectors;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small story in which each role has the rights of the plan only. */
class LeastPrivilegeIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  private static SecuredRig rig;

  @BeforeAll
  static void install() throws Exception {
    rig = new SecuredRig("story", directory);
    rig.install();
    // A record that clients without the right to read could find.
    TocsinConfig admin = SecuredRig.config(rig.adminSettings());
    put(admin, admin.topics().deadLetter());
  }

  @Test
  void shouldRunAStoryByPasswordThenByCertificate() throws Exception {
    // Given
    try (Detector detector = Detectors.start(rig.config("Tocsin"))) {
      detector.awaitReady(SOON);

      // When
      rig.succeed("provider alpha", "logs", "import", logs("m-1"), "--provider", "alpha");
      rig.succeed(
          "importer alpha", "logs", "import", logs("m-2"), "--provider", "alpha", "--resume");
      rig.succeed("account owner", "accounts", "import", accounts());
      rig.declareWindow();
      // One for the account and one for each of two people.
      awaitNotified("CREATED", 3);

      // And
      push("provider alpha", "alpha");
      await().atMost(SOON).until(() -> deadLetters().contains("NOT_WIRE_FORMAT"));
      rig.succeed("redriver", "dead-letters", "redrive", "--reason=not_wire_format", "--send");
      rig.succeed("responder", "window", "revise", "w", "--to=2024-03-30");
      assertThat(rig.succeed("responder", "window", "list")).contains("w");
      assertThat(rig.succeed("responder", "incident", "list")).contains("I");
      assertThat(rig.succeed("responder", "incident", "show", "I")).contains("2");
      assertThat(rig.succeed("notifier", "incident", "accounts", "I")).contains("acme");
      Result refused = rig.cli("responder").run("incident", "accounts", "I");
      assertThat(refused.exitCode()).isEqualTo(ExitCodes.CONFIG);
      assertThat(refused.err()).contains("story.exposure.record");
      assertThat(rig.succeed("notifier", "incident", "records", "I")).contains("m-2");
      assertThat(rig.succeed("account owner", "accounts", "list")).contains("acme");
      rig.succeed("operator", "topics", "create");
      assertThat(rig.succeed("operator", "topics", "check")).contains("as they should be");

      // Then
      assertThat(threadFailures(detector))
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f).endsWith(" 0.0"));
    }

    // Given
    Map<String, String> certified =
        rig.settings(
            SecuredRig.stack()
                .certificateClient(SecuredRig.stack().certificates().issue(rig.certifiedName())),
            RegistryUser.WRITER);
    assertThat(certified).containsEntry("kafka.security.protocol", "SSL");
    try (Detector detector = Detectors.start(SecuredRig.config(certified))) {
      detector.awaitReady(SOON);

      // When
      rig.succeed("provider alpha", "logs", "import", logs("m-3"), "--provider", "alpha");
      awaitNotified("CREATED", 4);
      rig.succeed("responder", "window", "withdraw", "w");
      awaitNotified("WITHDRAWN", 4);
      rig.succeed("account owner", "accounts", "delete", "acme");

      // Then
      assertThat(threadFailures(detector))
          .isNotEmpty()
          .allSatisfy(f -> assertThat(f).endsWith(" 0.0"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider alpha | story.telephony.message-log.beta | logs import @ --provider beta",
        "provider alpha | story.tocsin-import- | logs import @ --provider alpha --resume",
        "importer alpha | story.telephony.message-log.beta | logs import @ --provider beta --resume",
        "provider alpha | story.telephony.account | accounts list",
        "account owner | story.exposure.window | window list",
        "responder | story.telephony.account | accounts list",
        "responder | story.exposure.notification | notifications tail --once",
        "notifier | story.exposure.dead-letter | dead-letters list",
        "notifier | story.exposure.window | window withdraw w --force",
        "provider alpha | story.exposure.incident | incident list",
        "operator | story.exposure.dead-letter | dead-letters redrive",
        "redriver | story.exposure.notification | notifications tail --once",
        "Tocsin | story.exposure.notification | notifications tail --once"
      })
  void shouldRejectCommandsOfOtherRoles(String who, String resource, String command)
      throws Exception {
    // Given
    String[] args = command.replace("@", logs("refused")).split(" ");
    // When
    Result result = rig.cli(who).run(args);
    // Then
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCodes.CONFIG);
    assertThat(result.err())
        .contains("denied the operation", resource, "tocsin topics check", "docs/security.md");
  }

  @Test
  void shouldNotReadLogsAsANotifier() {
    // Given
    TocsinConfig notifier = rig.config("notifier");
    String log = notifier.topics().messageLog("alpha");
    // Then
    try (ClientOperation.Client client = AclMatrixIT.client(notifier)) {
      assertThat(ClientOperation.CONSUME.isAllowed(client, log)).isFalse();
      assertThat(ClientOperation.DESCRIBE.isAllowed(client, log)).isFalse();
    }
  }

  private static void awaitNotified(String action, int count) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        rig.succeed("notifier", "notifications", "tail", "--once", "--output=json")
                            .lines()
                            .filter(line -> line.contains("\"action\":\"" + action + "\""))
                            .count())
                    .isEqualTo(count));
  }

  private static String deadLetters() {
    return rig.succeed("redriver", "dead-letters", "list", "--output=json");
  }

  private static void push(String who, String provider) throws Exception {
    TocsinConfig config = rig.config(who);
    put(config, config.topics().messageLog(provider));
  }

  private static void put(TocsinConfig config, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            config.producerProps("test"), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic, "not in the wire format".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  /** A file with one log record of a person of its own. */
  private static String logs(String id) throws Exception {
    String phone = "+1202555010" + (id.hashCode() & 7);
    Path file = directory.resolve(id + ".jsonl");
    Files.writeString(
        file,
        ("{\"log_id\":\"%s\",\"account_id\":\"acme\",\"phone\":\"%s\",\"channel\":\"SMS\","
                + "\"sent_at\":\"2024-03-15T10:00:00Z\"}\n")
            .formatted(id, phone));
    return file.toString();
  }

  private static String accounts() throws Exception {
    return Files.writeString(
            directory.resolve("accounts.csv"),
            "account_id,name,contact\nacme,Acme,soc@acme.example\n")
        .toString();
  }

  private static List<String> threadFailures(Detector detector) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(detector.metricsUrl()).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("tocsin_stream_thread_failures_total{"))
          .toList();
    }
  }
}
