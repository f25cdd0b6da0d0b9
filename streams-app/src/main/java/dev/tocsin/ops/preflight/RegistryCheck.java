package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.registry.NotARegistryException;
import dev.tocsin.registry.RegistryRejectedException;
import dev.tocsin.registry.RegistryUnavailableException;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes one sample of each output contract to nowhere. Whatever serde is configured then registers
 * the contract's schema, or looks it up, before any record waits for it; what it cannot do is found
 * here and not in the first transaction.
 */
final class RegistryCheck {

  private final TocsinConfig config;

  RegistryCheck(TocsinConfig config) {
    this.config = config;
  }

  List<Finding> findings() {
    EventSerdes serdes = Wiring.serdes(config);
    TopicNames topics = config.topics();
    try {
      List<Finding> findings =
          Stream.of(
                  write(serdes.exposedRecord(), topics.exposedRecord(), ExposedRecord.class),
                  write(serdes.notification(), topics.notification(), ExposureNotification.class),
                  write(serdes.incident(), topics.incident(), IncidentSummary.class))
              .flatMap(Optional::stream)
              .toList();
      // Whoever is turned away, or hears nothing, need not be told so once for each contract.
      return findings.stream()
          .filter(finding -> finding.resource().equals(registry()))
          .findFirst()
          .map(List::of)
          .orElse(findings);
    } finally {
      close(serdes);
    }
  }

  private <T extends SpecificRecord> Optional<Finding> write(
      Serde<T> serde, String topic, Class<T> type) {
    try (Serializer<T> serializer = serde.serializer()) {
      serializer.serialize(topic, Samples.of(type));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(judge(e, topic));
    }
  }

  private Finding judge(RuntimeException e, String topic) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailableException || cause instanceof IOException) {
        return Finding.unreachable(
            registry(), "no answer: " + e.getMessage(), "start it, or mend schema.registry.url");
      }
      if (cause instanceof NotARegistryException) {
        return Finding.wrong(
            registry(),
            String.valueOf(cause.getMessage()),
            "a schema registry",
            "mend schema.registry.url; Apicurio's needs the path /apis/ccompat/v7");
      }
      if (cause instanceof RegistryRejectedException) {
        return Finding.wrong(
            registry(),
            String.valueOf(cause.getMessage()),
            "to be let in, and to register the contracts of the outputs",
            "mend schema.registry.basic.auth.user.info (or .bearer.auth.token), schema.registry.ssl.*"
                + " and what this user may do; docs/security.md says what it needs");
      }
    }
    return Finding.wrong(
        "schema of topic " + topic,
        String.valueOf(e.getMessage()),
        "that it is registered, or can be",
        "tocsin schemas register, or mend the registry's configuration");
  }

  private String registry() {
    return "schema registry " + config.shownRegistryUrls();
  }

  private static void close(EventSerdes serdes) {
    Stream.of(
            serdes.messageLog(),
            serdes.account(),
            serdes.window(),
            serdes.exposedRecord(),
            serdes.notification(),
            serdes.incident())
        .forEach(Serde::close);
  }
}
