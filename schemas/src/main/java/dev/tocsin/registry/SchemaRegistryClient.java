package dev.tocsin.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A client of a schema registry. Implementations are thread-safe.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when there is no response after all
 * retries and {@link RegistryRejectedException} when the registry rejects this client.
 */
public interface SchemaRegistryClient extends AutoCloseable {

  /**
   * A client for a configuration. Clients with equal configurations share connections and caches in
   * this JVM; each caller closes its own client.
   */
  static SchemaRegistryClient open(RegistryConfig config) {
    return SharedClients.open(config);
  }

  /**
   * Registers a schema under a subject if it is not registered yet.
   *
   * @param subject the subject
   * @param schema the schema
   * @param normalize whether the registry compares normal forms rather than texts
   * @return the schema's id
   * @throws SchemaRefusedException when it is incompatible or invalid
   */
  int register(String subject, Schema schema, boolean normalize);

  /**
   * Looks a schema up under a subject, without registering it.
   *
   * @param subject the subject
   * @param schema the schema
   * @param normalize whether the registry compares normal forms rather than texts
   * @return the schema's id
   * @throws RegistryNotFoundException when the subject does not have the schema
   */
  int lookUp(String subject, Schema schema, boolean normalize);

  /**
   * The schema with the given id.
   *
   * @throws RegistryNotFoundException when the registry has no schema with this id
   * @throws UnusableSchemaException when it is not an Avro schema
   */
  Schema schemaById(int id);

  /**
   * The latest version of a subject.
   *
   * @throws RegistryNotFoundException when the subject has none
   * @throws UnusableSchemaException when it is not an Avro schema
   */
  RegisteredSchema latest(String subject);

  /**
   * Every version of a subject, oldest first.
   *
   * @return the versions; empty when there is no such subject
   * @throws UnusableSchemaException when one of them is not an Avro schema
   */
  List<RegisteredSchema> versions(String subject);

  /** The compatibility level of a subject: its own, else the registry's. */
  CompatibilityLevel compatibility(String subject);

  /** Sets a subject's own compatibility level. */
  void setCompatibility(String subject, CompatibilityLevel level);

  /** All subjects; also the cheapest probe of the registry. */
  List<String> subjects();

  /** Releases this caller's client; never throws. */
  @Override
  void close();
}
