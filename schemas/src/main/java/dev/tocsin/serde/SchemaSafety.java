package dev.tocsin.serde;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rejects schemas with which a few bytes can have unbounded cost: a recursive type can overflow the
 * stack, items without bytes can have any number, and types that are used twice on each level
 * double the work. A writer chooses its schema, so schemas are untrusted input.
 */
final class SchemaSafety {

  /** Deeper than any reasonable contract, and far below the limit of the stack. */
  private static final int MAX_DEPTH = 32;

  /**
   * Maximum number of types of the expanded schema. The largest contract has less than a hundred.
   */
  private static final int MAX_NODES = 2_000;

  private final Set<String> open = new HashSet<>();
  private int nodes;

  private SchemaSafety() {}

  /**
   * Why a schema is not safe.
   *
   * @return the problem, or null when there is none
   */
  static @Nullable String problem(Schema schema) {
    return new SchemaSafety().visit(schema, 0);
  }

  private @Nullable String visit(Schema schema, int depth) {
    if (depth > MAX_DEPTH) {
      return "it is nested deeper than " + MAX_DEPTH + " levels";
    }
    if (++nodes > MAX_NODES) {
      return "it has more than " + MAX_NODES + " types when expanded";
    }
    return switch (schema.getType()) {
      case RECORD -> visitRecord(schema, depth);
      case ARRAY -> {
        String problem = visit(schema.getElementType(), depth + 1);
        yield problem == null && !takesBytes(schema.getElementType())
            ? "it has an array with items without bytes"
            : problem;
      }
      // The key of a map entry has at least one byte.
      case MAP -> visit(schema.getValueType(), depth + 1);
      case UNION -> {
        for (Schema branch : schema.getTypes()) {
          String problem = visit(branch, depth + 1);
          if (problem != null) {
            yield problem;
          }
        }
        yield null;
      }
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
    };
  }

  private @Nullable String visitRecord(Schema schema, int depth) {
    if (!open.add(schema.getFullName())) {
      return "it is recursive";
    }
    for (Schema.Field field : schema.getFields()) {
      String problem = visit(field.schema(), depth + 1);
      if (problem != null) {
        return problem;
      }
    }
    open.remove(schema.getFullName());
    return null;
  }

  private static boolean takesBytes(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> false;
      case FIXED -> schema.getFixedSize() > 0;
      case RECORD -> schema.getFields().stream().anyMatch(field -> takesBytes(field.schema()));
      case ARRAY, MAP, UNION, ENUM, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> true;
    };
  }
}
