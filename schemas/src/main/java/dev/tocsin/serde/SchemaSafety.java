package dev.tocsin.serde;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Refuses schemas under which a few bytes can cost without bound: a recursive type nests until the
 * stack ends, items without bytes come in any number, types used twice in types used twice double
 * the work with each level. A writer chooses its schema, so this is input like any other.
 */
final class SchemaSafety {

  /** Deeper than any sane contract, and far from what the stack holds. */
  private static final int MAX_DEPTH = 32;

  /** Types in the schema written out in full. The largest contract has less than a hundred. */
  private static final int MAX_NODES = 2_000;

  private final Set<String> open = new HashSet<>();
  private int nodes;

  private SchemaSafety() {}

  /**
   * What makes a schema unsafe to read under.
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
      return "it has more than " + MAX_NODES + " types when written out";
    }
    return switch (schema.getType()) {
      case RECORD -> visitRecord(schema, depth);
      case ARRAY -> {
        String problem = visit(schema.getElementType(), depth + 1);
        yield problem == null && !takesBytes(schema.getElementType())
            ? "it has an array whose items take no bytes"
            : problem;
      }
      // The key of a map entry takes a byte, whatever its value takes.
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
