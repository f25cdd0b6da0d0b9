package dev.tocsin.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what cannot change: the schema of an id, the id of a schema under a subject. An id that
 * the registry does not know is remembered for a short while only, so that poison at full rate does
 * not become a request a record, and a schema that is registered late is still found.
 */
final class CachingSchemaRegistryClient implements SchemaRegistryClient {

  /** Ids come from payloads, so what is remembered of them is bounded. */
  private static final int MAX_ENTRIES = 10_000;

  private static final int LOCKS = 64;

  private final SchemaRegistryClient delegate;
  private final long unknownTtlNanos;
  private final LongSupplier nanoTime;
  private final Map<Integer, Remembered> byId = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Object[] locks = new Object[LOCKS];

  CachingSchemaRegistryClient(
      SchemaRegistryClient delegate, Duration unknownTtl, LongSupplier nanoTime) {
    this.delegate = delegate;
    this.unknownTtlNanos = unknownTtl.toNanos();
    this.nanoTime = nanoTime;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public Schema schemaById(int id) {
    Remembered remembered = fresh(id);
    if (remembered == null) {
      // Several threads that meet a new id at once ask once.
      synchronized (locks[Math.floorMod(id, LOCKS)]) {
        remembered = fresh(id);
        if (remembered == null) {
          remembered = ask(id);
          if (byId.size() >= MAX_ENTRIES) {
            byId.clear();
          }
          byId.put(id, remembered);
        }
      }
    }
    return switch (remembered) {
      case Known known -> known.schema;
      case Unknown unknown -> throw new RegistryNotFoundException(unknown.message, unknown.code);
      case Unusable unusable -> throw new UnusableSchemaException(unusable.message, null);
    };
  }

  private @Nullable Remembered fresh(int id) {
    Remembered remembered = byId.get(id);
    return remembered instanceof Unknown unknown && nanoTime.getAsLong() - unknown.until >= 0
        ? null
        : remembered;
  }

  private Remembered ask(int id) {
    try {
      return new Known(delegate.schemaById(id));
    } catch (RegistryNotFoundException e) {
      return new Unknown(
          String.valueOf(e.getMessage()), e.errorCode(), nanoTime.getAsLong() + unknownTtlNanos);
    } catch (UnusableSchemaException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    SubjectSchema key = new SubjectSchema(subject, schema, normalize);
    Integer known = ids.get(key);
    return known != null ? known : remember(key, delegate.register(subject, schema, normalize));
  }

  @Override
  public int lookUp(String subject, Schema schema, boolean normalize) {
    SubjectSchema key = new SubjectSchema(subject, schema, normalize);
    Integer known = ids.get(key);
    return known != null ? known : remember(key, delegate.lookUp(subject, schema, normalize));
  }

  private int remember(SubjectSchema key, int id) {
    if (ids.size() >= MAX_ENTRIES) {
      ids.clear();
    }
    ids.put(key, id);
    return id;
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return delegate.latest(subject);
  }

  @Override
  public List<RegisteredSchema> versions(String subject) {
    return delegate.versions(subject);
  }

  @Override
  public CompatibilityLevel compatibility(String subject) {
    return delegate.compatibility(subject);
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    delegate.setCompatibility(subject, level);
  }

  @Override
  public List<String> subjects() {
    return delegate.subjects();
  }

  @Override
  public void close() {
    delegate.close();
  }

  private record SubjectSchema(String subject, Schema schema, boolean normalize) {}

  private sealed interface Remembered {}

  private record Known(Schema schema) implements Remembered {}

  private record Unknown(String message, int code, long until) implements Remembered {}

  private record Unusable(String message) implements Remembered {}
}
