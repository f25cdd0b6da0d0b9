package dev.tocsin.serde;

import dev.tocsin.event.MessageLog;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Checks, once for each writer schema, whether its records can be read, and creates the reader. */
final class ReaderFactory {

  private ReaderFactory() {}

  /**
   * Creates a thread-safe reader.
   *
   * @param id the writer schema's id, for messages
   * @param writer the writer's schema
   * @param expected the class to read into; null for the class with the writer schema's name
   * @throws MalformedRecordException INCOMPATIBLE_SCHEMA when records cannot be read
   */
  static DatumReader<SpecificRecord> create(
      int id, Schema writer, @Nullable Class<? extends SpecificRecord> expected) {
    try {
      String unsafe = SchemaSafety.problem(writer);
      if (unsafe != null) {
        throw incompatible(id, unsafe);
      }
      Class<? extends SpecificRecord> type;
      if (expected == null) {
        type = named(id, writer);
      } else {
        TrustedClasses.trust(expected);
        type = expected;
      }
      SpecificData model = SpecificData.getForClass(type);
      Schema reader = model.getSchema(type);
      requireResolvable(id, writer, reader);
      if (type == MessageLog.class && MessageLogDecoder.reads(writer)) {
        return new MessageLogDecoder();
      }
      DatumReader<SpecificRecord> datums =
          new FastReaderBuilder(model).createDatumReader(writer, reader);
      return PlainLists.needed(reader) ? new WithPlainLists(datums) : datums;
    } catch (AvroRuntimeException | SecurityException | IOException e) {
      throw incompatible(id, "it cannot be resolved to the expected type");
    }
  }

  private static void requireResolvable(int id, Schema writer, Schema reader) {
    String name = reader.getFullName();
    if (writer.getType() != Schema.Type.RECORD
        || !(writer.getFullName().equals(name)
            || reader.getAliases().contains(writer.getFullName()))) {
      throw incompatible(id, "it does not describe a " + name);
    }
    Schema aliased = Schema.applyAliases(writer, reader);
    if (SchemaCompatibility.checkReaderWriterCompatibility(reader, aliased).getType()
        != SchemaCompatibilityType.COMPATIBLE) {
      throw incompatible(id, "it cannot be resolved to " + name);
    }
    String clash = LogicalTypes.clash(aliased, reader);
    if (clash != null) {
      throw incompatible(id, "the logical type of " + clash + " differs");
    }
  }

  /** The generated class with the schema's name; no other class is initialized. */
  private static Class<? extends SpecificRecord> named(int id, Schema writer) {
    if (writer.getType() == Schema.Type.RECORD) {
      try {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Class<?> type =
            Class.forName(
                SpecificData.getClassName(writer),
                false,
                loader == null ? ReaderFactory.class.getClassLoader() : loader);
        if (SpecificRecord.class.isAssignableFrom(type) && TrustedClasses.isTrusted(type)) {
          return type.asSubclass(SpecificRecord.class);
        }
      } catch (ClassNotFoundException | LinkageError e) {
        // Reported below.
      }
    }
    throw incompatible(id, "the class path has no trusted generated class of its name");
  }

  private record WithPlainLists(DatumReader<SpecificRecord> reader)
      implements DatumReader<SpecificRecord> {

    @Override
    public SpecificRecord read(SpecificRecord reuse, Decoder in) throws IOException {
      SpecificRecord value = reader.read(reuse, in);
      PlainLists.replace(value);
      return value;
    }

    @Override
    public void setSchema(Schema schema) {
      throw new UnsupportedOperationException("The schema of this reader cannot be changed.");
    }
  }

  private static MalformedRecordException incompatible(int id, String problem) {
    return new MalformedRecordException(
        MalformedReason.INCOMPATIBLE_SCHEMA,
        "Schema id " + id + " cannot be used: " + problem + ".");
  }
}
