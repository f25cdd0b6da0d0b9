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

/** Decides, once per writer schema, whether its records can be read, and makes what reads them. */
final class ReaderFactory {

  private ReaderFactory() {}

  /**
   * A reader that may be used by several threads.
   *
   * @param id the writer schema's id, for messages
   * @param writer the writer's schema
   * @param expected the class to read into, or null to find it by the writer schema's name
   * @throws MalformedRecordException INCOMPATIBLE_SCHEMA when there can be none
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
      throw incompatible(id, "it cannot be resolved");
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

  /** The generated class that bears the schema's name; no other class is even initialized. */
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
        // Said below.
      }
    }
    throw incompatible(id, "no trusted generated class on the class path has its name");
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
      throw new UnsupportedOperationException("The schemas of a reader are fixed.");
    }
  }

  private static MalformedRecordException incompatible(int id, String problem) {
    return new MalformedRecordException(
        MalformedReason.INCOMPATIBLE_SCHEMA,
        "Schema id " + id + " cannot be read: " + problem + ".");
  }
}
