package dev.tocsin.serde;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** Writes docs/contracts.md from the schemas, so that the page cannot say what they do not. */
final class ContractsPage {

  private static final String INTRO =
      """
      # Contracts

      The records that Tocsin reads and writes. [concepts.md](concepts.md) defines the terms,
      [clients.md](clients.md) has recipes. This page is generated from `schemas/src/main/avro`;
      `mvn -pl schemas test -Dtest=ContractsPageTest -Dtocsin.docs.write=true` rewrites it.

      ## Wire format

      Keys are UTF-8 strings (those of message logs may be anything). Values are Avro in the Confluent wire
      format, big-endian, without padding:

      | Bytes | Content |
      |---|---|
      | 0 | `0`, always |
      | 1-4 | id of the writer's schema in the schema registry, a 32-bit integer |
      | 5 to the end | the record in Avro's binary encoding, under the writer's schema |

      Any client library for this format works. In Java, the module `schemas` has the generated classes
      and `dev.tocsin.serde.AvroSerde`; Confluent's `SpecificAvroSerde` takes the same configuration (set
      `avro.remove.java.properties=true`, and call `TrustedClasses.trustContracts()` once).

      A null value is a tombstone. A value that cannot be read becomes a dead letter with a reason:
      another format, unknown schema id, incompatible schema, malformed payload, trailing bytes. Arrays
      whose items take no bytes, recursive types and schemas nested deeper than 32 levels are refused.

      Instants are milliseconds since 1970-01-01T00:00:00Z (`timestamp-millis`). A writer may omit the
      logical type; another one, such as `timestamp-micros`, is refused.

      ## Compatibility

      Subjects are `<topic>-value` with compatibility FULL_TRANSITIVE, which `tocsin schemas register`
      sets: each version reads what any other wrote. Fields are added or removed with a default, and
      neither renamed nor retyped. Released versions are
      `schemas/src/main/resources/dev/tocsin/contracts/<name>/v<n>.avsc`, self-contained and ready to
      register; a test checks the current schema against all of them.

      No contract has a field for message content, and none may get one.
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
