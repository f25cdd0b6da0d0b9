package dev.tocsin.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What Tocsin asks of a schema registry. Implementations are safe for use by several threads.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when there is no answer after the
 * retries and {@link RegistryRejectedException} when the registry turns this client away.
 */
public interface SchemaRegistryClient extends AutoCloseable {

  /**
   * A client for the given configuration. Equal configurations share connections and caches inside
   * this JVM; each caller closes the client that it was given.
   *
   * @param config where the registry is and how to reach it
   */
  static SchemaRegistryClient open(RegistryConfig config) {
    return SharedClients.open(config);
  }

  /**
   * Registers a schema under a subject, or finds that it is there already.
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
   * @throws RegistryNotFoundException when the subject or the schema is not there
   */
  int lookUp(String subject, Schema schema, boolean normalize);

  /**
   * The schema with the given id.
   *
   * @throws RegistryNotFoundException when the registry does not know the id
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

  /** The compatibility level that applies to a subject: its own, else the registry's. */
  CompatibilityLevel compatibility(String subject);

  /** Sets a subject's own compatibility level. */
  void setCompatibility(String subject, CompatibilityLevel level);

  /** All subjects; also the cheapest way to see whether the registry is there. */
  List<String> subjects();

  /** Gives up this caller's share; never throws. */
  @Override
  void close();
}
