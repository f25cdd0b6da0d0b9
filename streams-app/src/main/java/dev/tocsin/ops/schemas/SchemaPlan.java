package dev.tocsin.ops.schemas;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.serde.Contract;
import dev.tocsin.serde.Contracts;
import dev.tocsin.serde.SubjectNameStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subjects and schemas of the contracts, by the configured names of topics and subjects. */
public final class SchemaPlan {

  private final SubjectNameStrategy strategy;
  private final Map<String, PlannedSchema> schemas = new LinkedHashMap<>();

  private SchemaPlan(SubjectNameStrategy strategy) {
    this.strategy = strategy;
  }

  /** The plan: inputs first, then outputs. Providers with a format of their own have no schema. */
  public static List<PlannedSchema> of(TocsinConfig config) {
    SchemaPlan plan = new SchemaPlan(SubjectNameStrategy.ofValues(config.registryProps()));
    TopicNames topics = config.topics();
    config.contractProviders().stream()
        .map(topics::messageLog)
        .forEach(topic -> plan.add(topic, Contracts.MESSAGE_LOG));
    plan.add(topics.account(), Contracts.ACCOUNT);
    plan.add(topics.window(), Contracts.COMPROMISE_WINDOW);
    plan.add(topics.exposedRecord(), Contracts.EXPOSED_RECORD);
    plan.add(topics.notification(), Contracts.EXPOSURE_NOTIFICATION);
    plan.add(topics.incident(), Contracts.INCIDENT_SUMMARY);
    return List.copyOf(plan.schemas.values());
  }

  /** With a record name strategy all providers share a subject. */
  private void add(String topic, Contract contract) {
    String subject = strategy.subject(topic, false, contract.schema().getFullName());
    schemas.putIfAbsent(subject, new PlannedSchema(subject, contract));
  }
}
