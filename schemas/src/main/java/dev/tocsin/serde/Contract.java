package dev.tocsin.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The contract of one topic.
 *
 * @param type the generated class of its values
 * @param topic the topic's name, without the prefix that an installation may set
 * @param key content of the record key, a UTF-8 string
 * @param writer who writes to the topic
 */
public record Contract(
    Class<? extends SpecificRecord> type, String topic, String key, String writer) {

  /** The record type's name, for example {@code MessageLog}. */
  public String name() {
    return type.getSimpleName();
  }

  /** The current schema, self-contained, without Java properties. */
  public Schema schema() {
    return CleanSchemas.withoutJavaProperties(SpecificData.get().getSchema(type));
  }

  /** The current schema as self-contained JSON, indented, with a line feed at the end. */
  public String schemaJson() {
    return CleanSchemas.json(SpecificData.get().getSchema(type)).toPrettyString().replace("\r", "")
        + "\n";
  }

  /**
   * Whether records of another version can be read with the current schema and vice versa.
   *
   * @param other a registered version
   */
  public boolean isCompatibleWith(Schema other) {
    Schema current = schema();
    return reads(current, other)
        && reads(other, current)
        && LogicalTypes.clash(other, current) == null;
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  /**
   * The JSON of every released version, oldest first. The current schema must be compatible with
   * all of them in both directions, because a topic has records of all of them.
   */
  public List<String> releases() {
    List<String> releases = new ArrayList<>();
    for (int version = 1; ; version++) {
      String resource = "/dev/tocsin/contracts/%s/v%d.avsc".formatted(name(), version);
      try (InputStream in = Contract.class.getResourceAsStream(resource)) {
        if (in == null) {
          return List.copyOf(releases);
        }
        releases.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + resource, e);
      }
    }
  }
}
