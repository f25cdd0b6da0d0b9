package dev.tocsin.deploy.monitoring;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the inputs of a provider, an account owner and a responder, and malformed records. */
final class Inputs implements AutoCloseable {

  static final String ACCOUNT = "acme";

  private static final byte[] MALFORMED = "malformed".getBytes(StandardCharsets.UTF_8);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final TocsinConfig config;
  private final EventSerdes serdes;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicInteger people = new AtomicInteger();

  Inputs(TocsinConfig config) {
    this.config = config;
    this.serdes = Wiring.serdes(config);
    this.producer =
        new KafkaProducer<>(
            config.producerProps("inputs"), new ByteArraySerializer(), new ByteArraySerializer());
  }

  TopicNames topics() {
    return config.topics();
  }

  /** Pushes a record of a new person. */
  void log(String provider, Instant sentAt) {
    log(provider, sentAt, people.incrementAndGet(), null);
  }

  /** Pushes many records, all to the same few people. */
  void logs(String provider, Instant sentAt, int count) {
    for (int i = 0; i < count; i++) {
      log(provider, sentAt.plusMillis(i), i % 50, null);
    }
    producer.flush();
  }

  /** Pushes a record that claims to come from another provider. */
  void logOf(String other, String provider) {
    log(provider, Instant.now(), people.incrementAndGet(), other);
  }

  private void log(String provider, Instant sentAt, int person, String claimedProvider) {
    MessageLog log =
        MessageLog.newBuilder()
            .setLogId("m-" + sentAt.toEpochMilli() + "-" + person)
            .setAccountId(ACCOUNT)
            .setPhone("+1202555%04d".formatted(person))
            .setChannel("SMS")
            .setSentAt(sentAt)
            .setProvider(claimedProvider)
            .build();
    String topic = config.topics().messageLog(provider);
    send(topic, ACCOUNT, serdes.messageLog().serializer().serialize(topic, log));
  }

  void account() {
    String topic = config.topics().account();
    Account account = Account.newBuilder().setAccountId(ACCOUNT).setName("Acme").build();
    send(topic, ACCOUNT, serdes.account().serializer().serialize(topic, account));
  }

  /**
   * Declares a window of all accounts, of an incident of the same name.
   *
   * @param to null for one that is open
   */
  void window(String id, String provider, Instant from, Instant to) {
    String topic = config.topics().window();
    CompromiseWindow window =
        CompromiseWindow.newBuilder()
            .setWindowId(id)
            .setIncident(
                Incident.newBuilder()
                    .setIncidentId(id)
                    .setTitle("Logs downloaded")
                    .setBecameAwareAt(Instant.now())
                    .build())
            .setProvider(provider)
            .setFrom(from)
            .setTo(to)
            .setStatus("ACTIVE")
            .build();
    send(topic, id, serdes.window().serializer().serialize(topic, window));
  }

  void withdraw(String id) {
    send(config.topics().window(), id, null);
  }

  void malformed(String topic, int count) {
    for (int i = 0; i < count; i++) {
      send(topic, "malformed-" + i, MALFORMED);
    }
  }

  /** Writes a malformed row of a table to its changelog, or deletes it. */
  void changelogRow(StoreTable table, boolean there) {
    String topic = config.applicationId() + "-" + table.store() + "-changelog";
    send(topic, Character.toString(table.number()) + "damaged", there ? MALFORMED : null);
  }

  /**
   * Registers a new schema.
   *
   * @return a record with it
   */
  byte[] recordOfNewSchema(String provider) throws IOException, InterruptedException {
    String subject = config.topics().messageLog(provider) + "-value";
    String schema =
        MessageLog.getClassSchema()
            .toString()
            .replaceFirst("\"doc\":\"", "\"doc\":\"Another writer's. ")
            .replace("\\", "\\\\")
            .replace("\"", "\\\"");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(config.registryUrls().getFirst() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      Matcher id = ID.matcher(answer.body());
      if (answer.statusCode() != 200 || !id.find()) {
        throw new AssertionError("the registry refused a schema: " + answer.body());
      }
      String topic = config.topics().messageLog(provider);
      MessageLog log =
          MessageLog.newBuilder()
              .setLogId("new")
              .setAccountId(ACCOUNT)
              .setPhone("+12025550100")
              .setChannel("SMS")
              .setSentAt(Instant.parse("2025-01-01T00:00:00Z"))
              .build();
      byte[] record = serdes.messageLog().serializer().serialize(topic, log);
      ByteBuffer.wrap(record).putInt(1, Integer.parseInt(id.group(1)));
      return record;
    }
  }

  void send(String topic, String key, byte[] value) {
    var unused =
        producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value));
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    serdes.close();
  }
}
