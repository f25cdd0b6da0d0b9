package dev.tocsin.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Caches what cannot change: the schema of an id, the id of a schema under a subject. An id that
 * the registry does not have is cached for a short time only, so that a stream of malformed records
 * does not cause one request a record, and a schema that is registered late is still found.
 * Failures to reach the registry are not cached. Threads that ask for the same id at once share one
 * request.
 */
final class CachingSchemaRegistryClient implements SchemaRegistryClient {

  /** Ids come from payloads, so the caches are bounded. */
  private static final int MAX_ENTRIES = 10_000;

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final SchemaRegistryClient delegate;
  private final Cache<Integer, Answer> byId;
  private final Cache<SubjectSchema, Integer> ids;

  CachingSchemaRegistryClient(SchemaRegistryClient delegate, Duration unknownTtl, Ticker ticker) {
    this.delegate = delegate;
    this.byId =
        Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfter(
                Expiry.<Integer, Answer>creating(
                    (id, answer) -> answer instanceof Unknown ? unknownTtl : FOREVER))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    this.ids = Caffeine.newBuilder().maximumSize(MAX_ENTRIES).executor(Runnable::run).build();
  }

  @Override
  public Schema schemaById(int id) {
    return switch (byId.get(id, this::request)) {
      case Known known -> known.schema;
      case Unknown unknown -> throw new RegistryNotFoundException(unknown.message, unknown.code);
      case Unusable unusable -> throw new UnusableSchemaException(unusable.message, null);
    };
  }

  private Answer request(int id) {
    try {
      return new Known(delegate.schemaById(id));
    } catch (RegistryNotFoundException e) {
      return new Unknown(String.valueOf(e.getMessage()), e.errorCode());
    } catch (UnusableSchemaException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    return ids.get(
        new SubjectSchema(subject, schema, normalize),
        key -> delegate.register(subject, schema, normalize));
  }

  @Override
  public int lookUp(String subject, Schema schema, boolean normalize) {
    return ids.get(
        new SubjectSchema(subject, schema, normalize),
        key -> delegate.lookUp(subject, schema, normalize));
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

  /** What the registry answered to a request for an id. */
  private sealed interface Answer {}

  private record Known(Schema schema) implements Answer {}

  private record Unknown(String message, int code) implements Answer {}

  private record Unusable(String message) implements Answer {}
}
