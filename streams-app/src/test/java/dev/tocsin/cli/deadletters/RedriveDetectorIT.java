package dev.tocsin.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ops.Detector;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider uses an unregistered schema; after its registration the records are flagged. */
class RedriveDetectorIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir private Path directory;

  @Test
  void shouldFlagRedrivenRecordsOfRegisteredSchema() throws Exception {
    // Given
    Cli cli = Cli.onCluster("redrive-detector.");
    TocsinConfig config = withState(cli);
    String log = cli.config().topics().messageLog("duo");
    try (LetterBox box = new LetterBox(cli);
        Detector detector = Detector.start(config);
        SchemaRegistryClient registry =
            SchemaRegistryClient.open(RegistryConfig.from(config.registryProps()))) {
      detector.awaitReady(SOON);
      // Register all other schemas first: the registry assigns consecutive IDs.
      declare(cli);
      await().atMost(SOON).until(() -> summary(cli).has("record_count"));
      int unknown = registry.register("redrive-last-value", schema("last"), false) + 1;
      for (int i = 0; i < 3; i++) {
        byte[] value = value(unknown, schema("next"), "m-" + i);
        box.put(new ProducerRecord<>(log, i, LetterBox.bytes("key-" + i), value));
      }
      await().atMost(SOON).until(() -> list(cli).size() == 3);
      assertThat(list(cli))
          .allSatisfy(l -> assertThat(l.at("/reason").asText()).isEqualTo("UNKNOWN_SCHEMA"));

      // When
      Result early = cli.run("dead-letters", "redrive", "--send", "--limit=1");

      // Then
      assertThat(early.exitCode()).as(early.err()).isEqualTo(ExitCodes.OK);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(list(cli)).as("rejected again: a new letter").hasSize(3));
      await()
          .atMost(SOON)
          .until(() -> summary(cli).at("/coverage/state").asText().equals("PARTIAL"));
      assertThat(summary(cli).at("/dead_letters").asInt()).as("none counts twice").isEqualTo(3);
      assertThat(cli.json("dead-letters", "list", "--all")).hasSize(4);

      // When
      assertThat(registry.register("redrive-next-value", schema("next"), false)).isEqualTo(unknown);
      Result sent = cli.run("dead-letters", "redrive", "--send", "--reason=unknown_schema");
      Result twice = cli.run("dead-letters", "redrive", "--send", "--reason=unknown_schema");

      // Then
      assertThat(sent.out()).contains("dead letters: 3 sent again, 0 not, 1 already sent before");
      assertThat(twice.out()).contains("dead letters: 0 sent again, 0 not, 4 already sent before");
      await().atMost(SOON).until(() -> summary(cli).at("/record_count").asInt() == 3);
      assertThat(box.read(cli.config().topics().exposedRecord())).hasSize(3);
      // All records were sent again, so the coverage is complete.
      await()
          .atMost(SOON)
          .until(() -> summary(cli).at("/coverage/state").asText().equals("COMPLETE"));
      assertThat(summary(cli).at("/dead_letters").asInt()).isZero();
      assertThat(list(cli)).isEmpty();
    }
  }

  private static JsonNode list(Cli cli) {
    return cli.json("dead-letters", "list");
  }

  private static JsonNode summary(Cli cli) {
    return cli.json("incident", "list").path(0);
  }

  private static void declare(Cli cli) {
    Result result =
        cli.run(
            "window",
            "declare",
            "--incident=breach",
            "--title=Logs",
            "--provider=duo",
            "--from=" + Instant.now().minus(Duration.ofDays(30)),
            "--open");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
  }

  private TocsinConfig withState(Cli cli) {
    Map<String, String> environment = new HashMap<>(cli.environment());
    environment.put("TOCSIN_APPLICATION_ID", "redrive-detector");
    environment.put("TOCSIN_STATE_DIR", directory.resolve("state").toString());
    environment.put("TOCSIN_HTTP_PORT", "0");
    environment.put("TOCSIN_HISTORY_ENCRYPTION", "none");
    return TocsinConfig.load(
        new Sources(
            Map.of(
                "schema.registry.missing.id.cache.ttl.sec",
                new Sources.Flagged("0", "of the test")),
            environment,
            null,
            null));
  }

  /** The contract with an additional field of a provider. */
  private static Schema schema(String field) throws IOException {
    ObjectNode json =
        (ObjectNode) Console.mapper().readTree(MessageLog.getClassSchema().toString());
    json.withArray("fields").addObject().put("name", field).put("type", "int").put("default", 0);
    return new Schema.Parser().parse(json.toString());
  }

  private static byte[] value(int id, Schema schema, String logId) throws IOException {
    GenericRecord record = new GenericData.Record(schema);
    record.put("log_id", logId);
    record.put("account_id", "acme");
    record.put("phone", "+12025550123");
    record.put("channel", "SMS");
    record.put("sent_at", Instant.now().minus(Duration.ofHours(1)).toEpochMilli());
    List<Schema.Field> fields = schema.getFields();
    record.put(fields.get(fields.size() - 1).name(), 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
