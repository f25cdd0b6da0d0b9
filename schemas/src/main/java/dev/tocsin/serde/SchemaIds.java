package dev.tocsin.serde;

import dev.tocsin.registry.RegisteredSchema;
import dev.tocsin.registry.RegistryNotFoundException;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.errors.SerializationException;

/** Looks up or registers the id of a serializer's schema. */
record SchemaIds(
    SchemaRegistryClient client,
    SubjectNameStrategy strategy,
    boolean isKey,
    boolean register,
    boolean useLatest,
    boolean normalize,
    boolean clean) {

  static SchemaIds from(SchemaRegistryClient client, Map<String, ?> configs, boolean isKey) {
    AbstractConfig values = new AbstractConfig(SerdeKeys.DEFINITION, configs, false);
    String subjectKey = isKey ? SerdeKeys.KEY_SUBJECT : SerdeKeys.VALUE_SUBJECT;
    return new SchemaIds(
        client,
        SubjectNameStrategy.of(subjectKey, values),
        isKey,
        values.getBoolean(SerdeKeys.AUTO_REGISTER),
        values.getBoolean(SerdeKeys.USE_LATEST),
        values.getBoolean(SerdeKeys.NORMALIZE),
        values.getBoolean(SerdeKeys.REMOVE_JAVA_PROPERTIES));
  }

  /**
   * The id for records of a schema.
   *
   * @throws SerializationException when the registry lacks the schema and auto-registration is off
   */
  int id(String topic, Schema own) {
    Schema schema = clean ? CleanSchemas.withoutJavaProperties(own) : own;
    String subject = strategy.subject(topic, isKey, schema.getFullName());
    if (register) {
      return client.register(subject, schema, normalize);
    }
    try {
      return useLatest ? latest(subject, schema) : client.lookUp(subject, schema, normalize);
    } catch (RegistryNotFoundException e) {
      throw new SerializationException(
          "The registry does not have the schema of %s under subject %s. Register it, or set %s=true."
              .formatted(schema.getFullName(), subject, SerdeKeys.AUTO_REGISTER),
          e);
    }
  }

  private int latest(String subject, Schema schema) {
    RegisteredSchema latest = client.latest(subject);
    String ours = SchemaNormalization.toParsingForm(schema);
    if (!ours.equals(SchemaNormalization.toParsingForm(latest.schema()))
        || LogicalTypes.clash(latest.schema(), schema) != null) {
      throw new SerializationException(
          "Version %d of subject %s differs from the schema of this producer's %s. Deploy the matching version, or set %s=false."
              .formatted(latest.version(), subject, schema.getFullName(), SerdeKeys.USE_LATEST));
    }
    return latest.id();
  }
}
