package dev.tocsin.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry in this JVM for tests without a server, with the URL {@code mock://<scope>}. All
 * clients of a scope share its schemas. It has ids, versions and compatibility checks like a
 * server, and its content is lost with the process: never use it for data that outlives the
 * process.
 */
public final class InMemorySchemaRegistry implements SchemaRegistryClient {

  private static final Map<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

  private final List<String> texts = new ArrayList<>();
  private final Map<String, List<Integer>> versions = new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();

  private InMemorySchemaRegistry() {}

  /**
   * The registry of a scope.
   *
   * @param name the text after {@code mock://}
   */
  public static InMemorySchemaRegistry scope(String name) {
    return SCOPES.computeIfAbsent(name, n -> new InMemorySchemaRegistry());
  }

  /**
   * Removes a scope: the next client of this name starts with an empty registry.
   *
   * @param name the text after {@code mock://}
   */
  public static void drop(String name) {
    SCOPES.remove(name);
  }

  @Override
  public synchronized int register(String subject, Schema schema, boolean normalize) {
    String text = schema.toString();
    List<Integer> existing = versions.getOrDefault(subject, List.of());
    int known = texts.indexOf(text) + 1;
    if (existing.contains(known)) {
      return known;
    }
    requireCompatible(subject, existing, schema);
    if (known == 0) {
      texts.add(text);
      known = texts.size();
    }
    versions.computeIfAbsent(subject, s -> new ArrayList<>()).add(known);
    return known;
  }

  @Override
  public synchronized int lookUp(String subject, Schema schema, boolean normalize) {
    List<Integer> existing = ids(subject);
    int known = texts.indexOf(schema.toString()) + 1;
    if (!existing.contains(known)) {
      throw new RegistryNotFoundException("No such schema under subject " + subject + ".", 40403);
    }
    return known;
  }

  @Override
  public synchronized Schema schemaById(int id) {
    if (id < 1 || id > texts.size()) {
      throw new RegistryNotFoundException("No schema with id " + id + ".", 40403);
    }
    return new Schema.Parser().setValidateDefaults(false).parse(texts.get(id - 1));
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    return versions(subject).get(ids(subject).size() - 1);
  }

  @Override
  public synchronized List<RegisteredSchema> versions(String subject) {
    List<RegisteredSchema> all = new ArrayList<>();
    for (int id : versions.getOrDefault(subject, List.of())) {
      all.add(new RegisteredSchema(subject, all.size() + 1, id, schemaById(id)));
    }
    return List.copyOf(all);
  }

  @Override
  public synchronized CompatibilityLevel compatibility(String subject) {
    return levels.getOrDefault(subject, CompatibilityLevel.BACKWARD);
  }

  @Override
  public synchronized void setCompatibility(String subject, CompatibilityLevel level) {
    levels.put(subject, level);
  }

  @Override
  public synchronized List<String> subjects() {
    return List.copyOf(versions.keySet());
  }

  /** Does nothing: the scope lives until it is dropped. */
  @Override
  public void close() {}

  private List<Integer> ids(String subject) {
    List<Integer> existing = versions.get(subject);
    if (existing == null) {
      throw new RegistryNotFoundException("No subject " + subject + ".", 40401);
    }
    return existing;
  }

  private void requireCompatible(String subject, List<Integer> existing, Schema schema) {
    CompatibilityLevel level = compatibility(subject);
    List<Integer> counted =
        level.transitive() || existing.isEmpty() ? existing : List.of(existing.getLast());
    for (int id : counted) {
      Schema earlier = schemaById(id);
      if ((level.backward() && !reads(schema, earlier))
          || (level.forward() && !reads(earlier, schema))) {
        throw new SchemaRefusedException(
            "The schema is not %s compatible under subject %s.".formatted(level, subject), null);
      }
    }
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
