package dev.tocsin.serde;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Writes docs/contracts.md from the schemas. */
final class ContractsPage {

  private static final String INTRO =
      """
      # Contracts

      The records that Tocsin reads and writes. This page is generated from the schemas in
      `schemas/src/main/avro`; a test compares it. To update it:
      `mvn -pl schemas test -Dtest=ContractsPageTest -Dtocsin.docs.write=true`.

      ## Wire format

      Keys are UTF-8 strings (message logs may have any key). Values are Avro in the Confluent wire format, big-endian, no padding:

      | Bytes | Content |
      |---|---|
      | 0 | `0`, always |
      | 1-4 | id of the writer's schema in the schema registry, a 32-bit integer |
      | 5 to the end | the record in Avro's binary encoding, under the writer's schema |

      Use any client library with this format. In Java, the module `schemas` has the
      generated classes and `dev.tocsin.serde.AvroSerde`; Confluent's `SpecificAvroSerde` takes the
      same configuration (set `avro.remove.java.properties=true` with it, and call
      `TrustedClasses.trustContracts()` once). A null value is a tombstone. Malformed bytes
      become dead letters with a reason: another format, an unknown schema id, a schema that does not
      resolve, a malformed payload, trailing bytes. Schemas with arrays of items without bytes, with
      recursive types or nested deeper than 32 levels are rejected.

      Instants are milliseconds since 1970-01-01T00:00:00Z (`timestamp-millis`). A writer may omit
      the logical type; a schema with another one, such as `timestamp-micros`, is rejected.

      ## Compatibility

      Subjects are named by topic (`<topic>-value`) and need the level FULL_TRANSITIVE, which `tocsin
      schemas register` sets: a new version reads data of every older version, and every older version
      reads its data. So a field is only added or removed with a default, and never renamed or retyped.
      Released versions are in `schemas/src/main/resources/dev/tocsin/contracts/<name>/v<n>.avsc`, each
      self-contained and ready to register; a test compares the current schema with all of them.

      No contract has a field for the content of a message or call, and none may get one.
      """;

  private ContractsPage() {}

  static String render(List<Contract> contracts) {
    StringBuilder page = new StringBuilder(INTRO);
    Map<String, Schema> shared = new LinkedHashMap<>();
    for (Contract contract : contracts) {
      Schema schema = contract.schema();
      page.append("\n## ").append(contract.name()).append("\n\n");
      page.append(schema.getDoc()).append("\n\n");
      page.append("Topic `").append(contract.topic()).append("`, key: ").append(contract.key());
      page.append(", written by ").append(contract.writer()).append(".\n\n");
      table(page, schema);
      collect(schema, shared);
    }
    page.append("\n## Shared types\n");
    shared
        .values()
        .forEach(
            schema -> {
              page.append("\n### ").append(schema.getName()).append("\n\n");
              page.append(schema.getDoc()).append("\n\n");
              table(page, schema);
            });
    return page.toString();
  }

  private static void table(StringBuilder page, Schema record) {
    page.append("| Field | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (Field field : record.getFields()) {
      page.append("| `").append(field.name()).append("` | ");
      page.append(type(field.schema())).append(" | ");
      page.append(defaultOf(field)).append(" | ");
      page.append(field.doc().replace("|", "\\|")).append(" |\n");
    }
  }

  private static String defaultOf(Field field) {
    if (!field.hasDefaultValue()) {
      return "required";
    }
    Object value = field.defaultVal();
    return JsonProperties.NULL_VALUE.equals(value) ? "null" : "`" + String.valueOf(value) + "`";
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> {
        List<String> branches = new ArrayList<>();
        for (Schema branch : schema.getTypes()) {
          if (branch.getType() != Schema.Type.NULL) {
            branches.add(type(branch));
          }
        }
        yield String.join(" or ", branches) + (schema.isNullable() ? ", optional" : "");
      }
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of string to " + type(schema.getValueType());
      case RECORD -> "[%s](#%s)".formatted(schema.getName(), anchor(schema.getName()));
      default ->
          schema.getLogicalType() == null
              ? schema.getType().getName()
              : schema.getLogicalType().getName();
    };
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT);
  }

  private static void collect(Schema schema, Map<String, Schema> records) {
    switch (schema.getType()) {
      case RECORD -> {
        for (Field field : schema.getFields()) {
          for (Schema inner : unwrapped(field.schema())) {
            if (inner.getType() == Schema.Type.RECORD) {
              records.put(inner.getName(), inner);
              collect(inner, records);
            }
          }
        }
      }
      default -> throw new IllegalArgumentException("not a record: " + schema.getName());
    }
  }

  private static List<Schema> unwrapped(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> unwrapped(schema.getElementType());
      case MAP -> unwrapped(schema.getValueType());
      case UNION -> schema.getTypes().stream().flatMap(s -> unwrapped(s).stream()).toList();
      default -> List.of(schema);
    };
  }
}
