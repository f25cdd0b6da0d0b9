package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers of other versions, and writers whose schemas must not be trusted. */
class SchemaEvolutionTest {

  private static final Schema PRESENT = Contracts.MESSAGE_LOG.schema();

  private final String scope = UUID.randomUUID().toString();
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.scope(scope);

  @AfterEach
  void dropScope() {
    InMemorySchemaRegistry.drop(scope);
  }

  private byte[] write(Schema schema, Object datum) {
    registry.setCompatibility("s", CompatibilityLevel.NONE);
    int id = registry.register("s", schema, false);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0);
      out.write(ByteBuffer.allocate(4).putInt(id).array());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(datum, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends SpecificRecord> T read(Class<T> type, byte[] bytes) {
    try (AvroDeserializer<T> deserializer = new AvroDeserializer<>(registry, type)) {
      return deserializer.deserialize("topic", bytes);
    }
  }

  private static Schema record(String name, List<Field> fields) {
    return Schema.createRecord(name, null, "dev.tocsin.event", false, fields);
  }

  private static List<Field> fields(Schema schema, Predicate<Field> which) {
    List<Field> fields = new ArrayList<>();
    schema.getFields().stream().filter(which).forEach(f -> fields.add(new Field(f, f.schema())));
    return fields;
  }

  private static GenericRecord minimal(Schema schema) {
    GenericRecord log = new GenericData.Record(schema);
    log.put("log_id", "log-1");
    log.put("account_id", "acc-17");
    log.put("phone", "123");
    log.put("channel", "SMS");
    log.put("sent_at", 1_000L);
    return log;
  }

  private static MessageLog expected() {
    return MessageLog.newBuilder()
        .setLogId("log-1")
        .setAccountId("acc-17")
        .setPhone("123")
        .setChannel("SMS")
        .setSentAt(Instant.ofEpochMilli(1_000))
        .build();
  }

  @Test
  void shouldReadWriterWithMoreFields() {
    // Given
    List<Field> fields = fields(PRESENT, field -> true);
    fields.add(
        2,
        new Field(
            "route",
            SchemaBuilder.unionOf().nullType().and().array().items().stringType().endUnion(),
            "More.",
            Field.NULL_DEFAULT_VALUE));
    Schema newer = record("MessageLog", fields);
    GenericRecord log = minimal(newer);
    log.put("route", List.of("a", "b"));

    // When
    MessageLog read = read(MessageLog.class, write(newer, log));

    // Then
    assertThat(read).isEqualTo(expected());
  }

  @Test
  void shouldReadWriterWithOtherFieldOrder() {
    // Given
    List<Field> fields = fields(PRESENT, field -> true);
    Collections.reverse(fields);
    Schema reordered = record("MessageLog", fields);

    // When
    MessageLog read = read(MessageLog.class, write(reordered, minimal(reordered)));

    // Then
    assertThat(read).isEqualTo(expected());
  }

  @Test
  void shouldReadOlderWriterWithoutNewFields() {
    // Given
    Schema older = record("MessageLog", fields(PRESENT, field -> !field.schema().isNullable()));

    // When
    MessageLog read = read(MessageLog.class, write(older, minimal(older)));

    // Then
    assertThat(read).isEqualTo(expected());
  }

  @Test
  void shouldReadWriterWithoutLogicalType() {
    // Given
    Schema plain = replaceSentAt(Schema.create(Schema.Type.LONG));

    // When
    MessageLog read = read(MessageLog.class, write(plain, minimal(plain)));

    // Then
    assertThat(read).isEqualTo(expected());
  }

  @Test
  void shouldRejectWriterWithAnotherTimeUnit() {
    // Given
    Schema micros =
        replaceSentAt(
            new Schema.Parser().parse("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}"));

    // When Then
    assertMalformed(
        MalformedReason.INCOMPATIBLE_SCHEMA, MessageLog.class, write(micros, minimal(micros)));
  }

  private static Schema replaceSentAt(Schema type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : PRESENT.getFields()) {
      boolean sentAt = field.name().equals("sent_at");
      fields.add(
          sentAt ? new Field("sent_at", type, field.doc()) : new Field(field, field.schema()));
    }
    return record("MessageLog", fields);
  }

  @Test
  void shouldRejectWriterWithoutRequiredField() {
    // Given
    Schema lacking = record("MessageLog", fields(PRESENT, field -> !field.name().equals("phone")));
    GenericRecord log = new GenericData.Record(lacking);
    log.put("log_id", "log-1");
    log.put("account_id", "acc-17");
    log.put("channel", "SMS");
    log.put("sent_at", 1_000L);

    // When Then
    assertMalformed(MalformedReason.INCOMPATIBLE_SCHEMA, MessageLog.class, write(lacking, log));
  }

  @Test
  void shouldRejectAnotherRecordType() {
    // Given
    Schema other = record("Other", fields(PRESENT, field -> true));

    // When Then
    assertMalformed(
        MalformedReason.INCOMPATIBLE_SCHEMA, MessageLog.class, write(other, minimal(other)));
    assertMalformed(
        MalformedReason.INCOMPATIBLE_SCHEMA,
        MessageLog.class,
        write(Schema.create(Schema.Type.STRING), "text"));
  }

  @Test
  void shouldRejectRecursiveWriter() {
    // Given: a field that is not read and must be skipped
    Schema tree = Schema.createRecord("Tree", null, "x", false);
    tree.setFields(
        List.of(
            new Field("left", Schema.createUnion(Schema.create(Schema.Type.NULL), tree)),
            new Field("right", Schema.createArray(tree))));

    // When Then
    assertUnsafe(tree, "recursive");
  }

  @Test
  void shouldRejectDeeplyNestedWriter() {
    // Given
    Schema nested = Schema.create(Schema.Type.INT);
    for (int i = 0; i < 40; i++) {
      nested = Schema.createArray(nested);
    }

    // When Then
    assertUnsafe(nested, "nested deeper");
  }

  @Test
  void shouldRejectWriterWithItemsWithoutBytes() {
    // Given
    Schema empty = Schema.createRecord("Empty", null, "x", false, List.of());

    // When Then
    assertUnsafe(Schema.createArray(Schema.create(Schema.Type.NULL)), "items without bytes");
    assertUnsafe(Schema.createArray(empty), "items without bytes");
    assertUnsafe(Schema.createArray(Schema.createFixed("F", null, "x", 0)), "items without bytes");
  }

  @Test
  void shouldRejectExponentialWriter() {
    // Given
    Schema type = Schema.createRecord("R0", null, "x", false, List.of());
    for (int i = 1; i < 30; i++) {
      type =
          Schema.createRecord(
              "R" + i, null, "x", false, List.of(new Field("a", type), new Field("b", type)));
    }

    // When Then
    assertUnsafe(type, "when expanded");
  }

  private void assertUnsafe(Schema more, String problem) {
    List<Field> fields = fields(PRESENT, field -> !field.schema().isNullable());
    fields.add(new Field("more", more));
    int id = registry.register(UUID.randomUUID().toString(), record("MessageLog", fields), false);
    byte[] bytes = ByteBuffer.allocate(64).put((byte) 0).putInt(id).array();
    assertThatThrownBy(() -> read(MessageLog.class, bytes))
        .isInstanceOfSatisfying(
            MalformedRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(MalformedReason.INCOMPATIBLE_SCHEMA))
        .hasMessageContaining(problem);
  }

  @Test
  void shouldNotLoadClassesNamedByWriter() {
    // Given
    Schema schema = Schema.createRecord("ProcessBuilder", null, "java.lang", false, List.of());
    byte[] bytes = write(schema, new GenericData.Record(schema));
    try (AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>()) {
      deserializer.configure(Map.of("schema.registry.url", "mock://" + scope), false);

      // When Then
      assertThatThrownBy(() -> deserializer.deserialize("topic", bytes))
          .isInstanceOfSatisfying(
              MalformedRecordException.class,
              e -> assertThat(e.reason()).isEqualTo(MalformedReason.INCOMPATIBLE_SCHEMA));
    }
  }

  @Test
  void shouldReturnPlainLists() {
    // Given
    CompromiseWindow window = Samples.compromiseWindow();
    byte[] bytes;
    try (AvroSerializer<CompromiseWindow> serializer = new AvroSerializer<>(registry)) {
      bytes = serializer.serialize("topic", window);
    }

    // When
    CompromiseWindow read = read(CompromiseWindow.class, bytes);
    CompromiseWindow copy = CompromiseWindow.newBuilder(read).build();
    read.getAccountIds().add("acc-19");

    // Then
    assertThat(copy).isEqualTo(window);
    assertThat(read.getAccountIds()).containsExactly("acc-17", "acc-18", "acc-19");
  }

  private <T extends SpecificRecord> void assertMalformed(
      MalformedReason reason, Class<T> type, byte[] bytes) {
    assertThatThrownBy(() -> read(type, bytes))
        .isInstanceOfSatisfying(
            MalformedRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
