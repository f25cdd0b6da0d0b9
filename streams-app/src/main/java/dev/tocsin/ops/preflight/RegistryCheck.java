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
import dev.tocsin.serde.TrustedClasses;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializes one sample of each output contract. The configured serde then registers or looks up
 * the contract's schema before any record waits for it; a failure is found here and not in the
 * first transaction.
 */
final class RegistryCheck {

  private static final long SEED = 1;

  private final TocsinConfig config;

  RegistryCheck(TocsinConfig config) {
    this.config = config;
  }

  List<Finding> findings() {
    TopicNames topics = config.topics();
    try (EventSerdes serdes = Wiring.serdes(config)) {
      List<Finding> findings =
          Stream.of(
                  write(serdes.exposedRecord(), topics.exposedRecord(), ExposedRecord.class),
                  write(serdes.notification(), topics.notification(), ExposureNotification.class),
                  write(serdes.incident(), topics.incident(), IncidentSummary.class))
              .flatMap(Optional::stream)
              .toList();
      // A registry that rejects the client or does not answer is reported once, not per contract.
      return findings.stream()
          .filter(finding -> finding.resource().equals(registry()))
          .findFirst()
          .map(List::of)
          .orElse(findings);
    }
  }

  private <T extends SpecificRecord> Optional<Finding> write(
      Serde<T> serde, String topic, Class<T> type) {
    try (Serializer<T> serializer = serde.serializer()) {
      serializer.serialize(topic, sample(type));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(judge(e, topic));
    }
  }

  private Finding judge(RuntimeException e, String topic) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailableException || cause instanceof IOException) {
        return Finding.unreachable(
            registry(),
            "does not answer: " + e.getMessage(),
            "start the registry, or correct schema.registry.url");
      }
      if (cause instanceof NotARegistryException) {
        return Finding.wrong(
            registry(),
            String.valueOf(cause.getMessage()),
            "a schema registry",
            "correct schema.registry.url; Apicurio requires the path /apis/ccompat/v7");
      }
      if (cause instanceof RegistryRejectedException) {
        return Finding.wrong(
            registry(),
            String.valueOf(cause.getMessage()),
            "permission to register the contracts of the outputs",
            "correct schema.registry.basic.auth.user.info (or .bearer.auth.token),"
                + " schema.registry.ssl.* or the permissions of this user; docs/security.md lists"
                + " them");
      }
    }
    return Finding.wrong(
        "schema of topic " + topic,
        String.valueOf(e.getMessage()),
        "a registered schema",
        "run 'tocsin schemas register', or correct the configuration of the registry");
  }

  private String registry() {
    return "schema registry " + config.shownRegistryUrls();
  }

  /** A valid record of a generated class with random content. */
  static <T extends SpecificRecord> T sample(Class<T> type) {
    TrustedClasses.trustContracts();
    Schema schema = SpecificData.get().getSchema(type);
    Object generic = new RandomData(schema, 1, SEED).iterator().next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(generic, encoder);
      encoder.flush();
      return new SpecificDatumReader<T>(type)
          .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
