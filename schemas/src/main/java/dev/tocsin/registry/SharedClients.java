package dev.tocsin.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;

/**
 * One client for each configuration in this JVM. A Streams application has dozens of serdes. If
 * each had its own connections and cache, each would send the same requests to the registry during
 * a rollout, when its load is highest.
 */
final class SharedClients {

  private static final Map<RegistryConfig, Shared> OPEN = new HashMap<>();

  private SharedClients() {}

  static SchemaRegistryClient open(RegistryConfig config) {
    String mockScope = config.mockScope();
    if (mockScope != null) {
      return InMemorySchemaRegistry.scope(mockScope);
    }
    synchronized (OPEN) {
      Shared shared =
          OPEN.computeIfAbsent(
              config,
              c ->
                  new Shared(
                      new CachingSchemaRegistryClient(
                          new HttpSchemaRegistryClient(c),
                          c.unknownIdTtl(),
                          Ticker.systemTicker())));
      shared.holders++;
      return new Lease(config, shared.client);
    }
  }

  private static void release(RegistryConfig config) {
    SchemaRegistryClient last = null;
    synchronized (OPEN) {
      Shared shared = OPEN.get(config);
      if (shared != null && --shared.holders == 0) {
        OPEN.remove(config);
        last = shared.client;
      }
    }
    if (last != null) {
      last.close();
    }
  }

  private static final class Shared {
    private final SchemaRegistryClient client;
    private int holders;

    private Shared(SchemaRegistryClient client) {
      this.client = client;
    }
  }

  /** One caller's use of a shared client; closing it twice has no effect. */
  private record Lease(RegistryConfig config, SchemaRegistryClient client, AtomicBoolean closed)
      implements SchemaRegistryClient {

    private Lease(RegistryConfig config, SchemaRegistryClient client) {
      this(config, client, new AtomicBoolean());
    }

    @Override
    public int register(String subject, Schema schema, boolean normalize) {
      return client.register(subject, schema, normalize);
    }

    @Override
    public int lookUp(String subject, Schema schema, boolean normalize) {
      return client.lookUp(subject, schema, normalize);
    }

    @Override
    public Schema schemaById(int id) {
      return client.schemaById(id);
    }

    @Override
    public RegisteredSchema latest(String subject) {
      return client.latest(subject);
    }

    @Override
    public List<RegisteredSchema> versions(String subject) {
      return client.versions(subject);
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
      return client.compatibility(subject);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
      client.setCompatibility(subject, level);
    }

    @Override
    public List<String> subjects() {
      return client.subjects();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(config);
      }
    }
  }
}
