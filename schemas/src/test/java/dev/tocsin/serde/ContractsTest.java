package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes.TimestampMillis;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTest {

  /** Set to write the next version file of every contract that differs from its newest one. */
  private static final boolean RELEASE = Boolean.getBoolean("tocsin.contracts.release");

  private static final Set<String> CONTENT =
      Set.of(
          "body",
          "text",
          "content",
          "message",
          "message_body",
          "message_text",
          "payload",
          "dtmf",
          "digits",
          "otp",
          "code",
          "passcode",
          "recording",
          "recording_url",
          "transcript",
          "transcription",
          "media",
          "media_url",
          "audio",
          "subject_line",
          "template_values");

  static List<Contract> contracts() {
    return Contracts.all();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldBeCompatibleWithEveryRelease(Contract contract) {
    // Given
    Schema present = contract.schema();

    // When
    List<Schema> releases = contract.releases().stream().map(ContractsTest::parse).toList();

    // Then
    assertThat(releases).isNotEmpty();
    for (Schema release : releases) {
      requireCompatible(present, release);
      requireCompatible(release, present);
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldEqualNewestRelease(Contract contract) throws IOException {
    // Given
    List<String> releases = contract.releases();
    if (RELEASE && (releases.isEmpty() || !releases.getLast().equals(contract.schemaJson()))) {
      Path directory = Path.of("src/main/resources/dev/tocsin/contracts", contract.name());
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve("v%d.avsc".formatted(releases.size() + 1)), contract.schemaJson());
      return;
    }

    // When Then
    assertThat(contract.schemaJson())
        .as(
            "A change of %s is a new version: run this test with -Dtocsin.contracts.release=true,"
                + " look at the version file that it writes, and commit it",
            contract.name())
        .isEqualTo(releases.getLast());
  }

  @Test
  void shouldRejectIncompatibleChanges() {
    // Given
    Schema first = parse("{'type':'record','name':'A','fields':[{'name':'id','type':'string'}]}");
    Schema newRequiredField =
        parse(
            "{'type':'record','name':'A','fields':[{'name':'id','type':'string'},"
                + "{'name':'more','type':'string'}]}");
    Schema otherType = parse("{'type':'record','name':'A','fields':[{'name':'id','type':'int'}]}");

    // When Then
    assertThatThrownBy(() -> requireCompatible(newRequiredField, first))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> requireCompatible(first, otherType))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldRejectChangeOfLogicalType() {
    // Given
    String field = "{'type':'record','name':'A','fields':[{'name':'at','type':%s}]}";
    Schema millis = parse(field.formatted("{'type':'long','logicalType':'timestamp-millis'}"));
    Schema micros = parse(field.formatted("{'type':'long','logicalType':'timestamp-micros'}"));

    // When Then
    assertThatThrownBy(() -> requireCompatible(millis, micros)).isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldCheckCompatibilityOfOtherVersions() {
    // Given
    String field =
        """
        {"type":"record","name":"Account","namespace":"dev.tocsin.event","fields":[
          {"name":"account_id","type":"string"},{"name":"name","type":"string"},%s]}""";
    Schema newer =
        parse(field.formatted("{'name':'tier','type':'int','default':0}").replace('\'', '"'));
    Schema required = parse(field.formatted("{'name':'tier','type':'int'}").replace('\'', '"'));
    Schema micros =
        parse(
            field
                .formatted(
                    "{'name':'updated_at','type':['null',"
                        + "{'type':'long','logicalType':'timestamp-micros'}],'default':null}")
                .replace('\'', '"'));

    // When Then
    assertThat(Contracts.ACCOUNT.isCompatibleWith(Contracts.ACCOUNT.schema())).isTrue();
    assertThat(Contracts.ACCOUNT.isCompatibleWith(newer)).isTrue();
    assertThat(Contracts.ACCOUNT.isCompatibleWith(required)).isFalse();
    assertThat(Contracts.ACCOUNT.isCompatibleWith(micros)).isFalse();
    assertThat(Contracts.ACCOUNT.isCompatibleWith(Contracts.MESSAGE_LOG.schema())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldHaveNoFieldForContent(Contract contract) {
    // Given
    List<String> found = new ArrayList<>();

    // When
    forEachField(
        contract.schema(),
        field -> {
          if (holdsContent(field)) {
            found.add(field.name());
          }
        });

    // Then
    assertThat(found).isEmpty();
  }

  @Test
  void shouldRecognizeFieldForContent() {
    // Given
    Schema schema =
        SchemaBuilder.record("A")
            .fields()
            .requiredString("Message_Body")
            .requiredString("contentText")
            .requiredString("voice_recording")
            .requiredString("content_exposed")
            .requiredString("message_type")
            .endRecord();

    // When
    List<String> found =
        schema.getFields().stream().filter(ContractsTest::holdsContent).map(Field::name).toList();

    // Then: content_exposed is fine as a boolean only
    assertThat(found)
        .containsExactly("Message_Body", "contentText", "voice_recording", "content_exposed");
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldDocumentEveryRecordAndField(Contract contract) {
    // Given
    List<String> undocumented = new ArrayList<>();

    // When
    forEachRecord(
        contract.schema(),
        record -> {
          if (record.getDoc() == null || record.getDoc().isBlank()) {
            undocumented.add(record.getName());
          }
          for (Field field : record.getFields()) {
            if (field.doc() == null || field.doc().isBlank()) {
              undocumented.add(record.getName() + "." + field.name());
            }
          }
        });

    // Then
    assertThat(undocumented).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldUseTimestampTypeForEveryInstant(Contract contract) {
    // Given
    List<String> untyped = new ArrayList<>();

    // When
    forEachField(
        contract.schema(),
        field -> {
          boolean instant =
              field.name().endsWith("_at")
                  || field.name().endsWith("_seen")
                  || Set.of("from", "to").contains(field.name());
          boolean timestamp =
              branches(field.schema()).stream()
                  .anyMatch(branch -> branch.getLogicalType() instanceof TimestampMillis);
          if (instant != timestamp) {
            untyped.add(field.name());
          }
        });

    // Then
    assertThat(untyped).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldDefaultEveryOptionalFieldToNull(Contract contract) {
    forEachField(
        contract.schema(),
        field -> {
          if (field.schema().isNullable()) {
            assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldBeSelfContainedJson(Contract contract) {
    assertThat(parse(contract.schemaJson())).isEqualTo(contract.schema());
    assertThat(contract.schemaJson()).doesNotContain("avro.java.string");
  }

  private static void requireCompatible(Schema reader, Schema writer) {
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(LogicalTypes.clash(writer, reader)).as("logical type").isNull();
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', json.contains("\"") ? '\'' : '"'));
  }

  /** Whether a field's name, or a word of it, denotes message content. */
  private static boolean holdsContent(Field field) {
    String name = field.name().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    if (name.equals("content_exposed") && field.schema().getType() == Schema.Type.BOOLEAN) {
      return false;
    }
    Set<String> words = new HashSet<>(List.of(name.split("_")));
    words.remove("message");
    words.add(name);
    return words.stream().anyMatch(CONTENT::contains);
  }

  private static void forEachField(Schema schema, Consumer<Field> visit) {
    forEachRecord(schema, record -> record.getFields().forEach(visit));
  }

  private static void forEachRecord(Schema schema, Consumer<Schema> visit) {
    switch (schema.getType()) {
      case RECORD -> {
        visit.accept(schema);
        schema.getFields().forEach(field -> forEachRecord(field.schema(), visit));
      }
      case ARRAY -> forEachRecord(schema.getElementType(), visit);
      case MAP -> forEachRecord(schema.getValueType(), visit);
      case UNION -> schema.getTypes().forEach(branch -> forEachRecord(branch, visit));
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }
}
