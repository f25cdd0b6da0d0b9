package dev.tocsin.serde;

import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares logical types, which Avro's schema resolution ignores: a time written in microseconds
 * would be read as milliseconds, without an error.
 */
final class LogicalTypes {

  private LogicalTypes() {}

  /**
   * The first field whose logical type differs between two resolvable, non-recursive schemas. A
   * type without a logical type matches any.
   *
   * @return the field's path, or null when all agree
   */
  static @Nullable String clash(Schema writer, Schema reader) {
    return clash(writer, reader, reader.getName());
  }

  private static @Nullable String clash(Schema writer, Schema reader, String path) {
    for (Schema from : branches(writer)) {
      for (Schema to : branches(reader)) {
        String clash = clashOfBranch(from, to, path);
        if (clash != null) {
          return clash;
        }
      }
    }
    return null;
  }

  private static @Nullable String clashOfBranch(Schema writer, Schema reader, String path) {
    if (writer.getType() != reader.getType()) {
      return null;
    }
    return switch (reader.getType()) {
      case RECORD -> {
        for (Schema.Field field : reader.getFields()) {
          Schema.Field written = writer.getField(field.name());
          String clash =
              written == null
                  ? null
                  : clash(written.schema(), field.schema(), path + "." + field.name());
          if (clash != null) {
            yield clash;
          }
        }
        yield null;
      }
      case ARRAY -> clash(writer.getElementType(), reader.getElementType(), path + "[]");
      case MAP -> clash(writer.getValueType(), reader.getValueType(), path + "{}");
      case INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED, ENUM, BOOLEAN, NULL, UNION ->
          differs(writer.getLogicalType(), reader.getLogicalType()) ? path : null;
    };
  }

  private static boolean differs(@Nullable LogicalType writer, @Nullable LogicalType reader) {
    return writer != null && reader != null && !writer.getName().equals(reader.getName());
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }
}
