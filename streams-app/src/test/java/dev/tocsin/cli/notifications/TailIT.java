package dev.tocsin.cli.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.wiring.Wiring;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TailIT {

  private static final String PHONE = "+12125550123";
  private static Cli cli;

  @BeforeAll
  static void fill() throws Exception {
    cli = Cli.onCluster("tail-it.");
    send(cli, true, account("a1", "CREATED"), user("u1", "CREATED"), account("a2", "WITHDRAWN"));
    // Records of an aborted transaction must not be visible.
    send(cli, false, account("aborted", "CREATED"));
  }

  @Test
  void shouldPrintCurrentNotifications() {
    // When
    Result all = cli.run("notifications", "tail", "--once");

    // Then
    assertThat(all.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(all.lines())
        .containsExactlyInAnyOrder(
            "2024-04-12T00:00:00Z CREATED   ACCOUNT incident=inc account=a1 records=3 people=2"
                + " coverage=PARTIAL(DEAD_LETTERS) revision=1",
            "2024-04-12T00:00:00Z CREATED   USER    incident=inc account=u1 phone=+1********23"
                + " revision=1",
            "2024-04-12T00:00:00Z WITHDRAWN ACCOUNT incident=inc account=a2 records=3 people=2"
                + " coverage=PARTIAL(DEAD_LETTERS) revision=1");
  }

  @Test
  void shouldFilterAndLimit() {
    assertThat(tail("--audience=user")).hasSize(1).allMatch(line -> line.contains("account=u1"));
    assertThat(tail("--action=withdrawn")).hasSize(1);
    assertThat(tail("--account=a1")).hasSize(1);
    assertThat(tail("--incident=other")).isEmpty();
    assertThat(tail("--max=2")).hasSize(2);
    assertThat(tail("--show-phones", "--audience=USER"))
        .singleElement()
        .asString()
        .contains("phone=" + PHONE);
  }

  @Test
  void shouldShowAllFieldsAndHeadersAsJson() throws Exception {
    // When
    List<String> lines = tail("--audience=USER", "--output=json");

    // Then
    JsonNode json = Console.mapper().readTree(lines.getFirst());
    assertThat(json.at("/notification_id").asText()).isEqualTo("n-u1");
    assertThat(json.at("/phone").asText()).isEqualTo("+1********23");
    assertThat(json.at("/incident/became_aware_at").asText()).isEqualTo("2024-04-11T00:00:00Z");
    assertThat(json.at("/content_exposed").isBoolean()).isTrue();
    assertThat(json.at("/record_count").isNull()).isTrue();
    assertThat(json.at("/headers/ce_id").asText()).isEqualTo("n-u1-1");
    assertThat(json.at("/position").asText()).startsWith("tail-it.exposure.notification-");
  }

  @Test
  void shouldFollowNewNotifications() throws Exception {
    // Given
    Cli own = Cli.onCluster("tail-it-new.");
    send(own, true, account("old", "CREATED"));

    // When
    CompletableFuture<Result> tail =
        CompletableFuture.supplyAsync(() -> own.run("notifications", "tail", "--new", "--max=1"));
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              send(own, true, account("new", "CREATED"));
              return tail.isDone();
            });

    // Then
    assertThat(tail.get(10, TimeUnit.SECONDS).lines())
        .singleElement()
        .asString()
        .contains("account=new");
  }

  @Test
  void shouldRejectInvalidOptions() {
    assertUsage("--audience=other", "expected one of account, user but was 'other'");
    assertUsage("--max=0", "1 or more, but was 0");
    assertUsage("--max=x", "'x' is not a long");
    assertThat(cli.run("notifications", "tail", "--new", "--from-beginning").err())
        .contains("mutually exclusive");
    assertThat(cli.run("notifications", "tail", "--new", "--once").exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  private static void assertUsage(String option, String expected) {
    Result result = cli.run("notifications", "tail", option);
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains(expected);
  }

  private static List<String> tail(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "notifications";
    args[1] = "tail";
    args[2] = "--once";
    System.arraycopy(options, 0, args, 3, options.length);
    Result result = cli.run(args);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    return result.lines();
  }

  private static ExposureNotification account(String account, String action) {
    ExposureNotification notification = user(account, action);
    notification.setAudience("ACCOUNT");
    notification.setPhone(null);
    notification.setRecordCount(3L);
    notification.setAffectedUserCount(2L);
    notification.setCoverage(new Coverage("PARTIAL", List.of("DEAD_LETTERS")));
    return notification;
  }

  private static ExposureNotification user(String account, String action) {
    return ExposureNotification.newBuilder()
        .setNotificationId("n-" + account)
        .setRevision(1)
        .setAction(action)
        .setAudience("USER")
        .setIncident(
            new Incident(
                "inc", "T", null, Instant.parse("2024-04-11T00:00:00Z"), null, null, List.of()))
        .setAccountId(account)
        .setPhone(PHONE)
        .setIssuedAt(Instant.parse("2024-04-12T00:00:00Z"))
        .build();
  }

  private static void send(Cli to, boolean commit, ExposureNotification... notifications)
      throws Exception {
    Map<String, Object> props = new HashMap<>(to.config().producerProps("tail-it"));
    props.put("transactional.id", "tail-it-" + commit);
    try (var serde = Wiring.serdes(to.config()).notification();
        var producer = new KafkaProducer<>(props, new StringSerializer(), serde.serializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ExposureNotification notification : notifications) {
        var message =
            new ProducerRecord<>(
                to.config().topics().notification(),
                notification.getNotificationId(),
                notification);
        message.headers().add("ce_id", (notification.getNotificationId() + "-1").getBytes(UTF_8));
        producer.send(message).get();
      }
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }
}
