package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Checks the validity of the certificates in the key stores for the brokers. The error for an
 * expired certificate in a TLS handshake says little, and a certificate that expires soon causes
 * none.
 */
final class CertificateCheck {

  private static final Duration SOON = Duration.ofDays(14);

  private final TocsinConfig config;
  private final InstantSource clock;

  CertificateCheck(TocsinConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  List<Finding> findings() {
    Map<String, Object> props = config.adminProps();
    Object protocol = props.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    if (protocol == null || !protocol.toString().endsWith("SSL")) {
      return List.of();
    }
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new ConfigDef().withClientSslSupport().parse(props));
      List<Finding> findings = new ArrayList<>();
      check(factory.keystore(), SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, props, findings);
      check(factory.truststore(), SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, props, findings);
      return findings;
    } catch (KafkaException | KeyStoreException e) {
      return List.of(
          Finding.wrong(
              "key stores for the brokers",
              "cannot be read: " + e.getMessage(),
              "readable key stores",
              "correct kafka.ssl.keystore.* and kafka.ssl.truststore.*, or the permissions of the"
                  + " files"));
    }
  }

  private void check(
      @Nullable KeyStore store, String key, Map<String, Object> props, List<Finding> findings)
      throws KeyStoreException {
    if (store == null) {
      return;
    }
    String resource = "kafka." + key + (props.get(key) == null ? "" : " (" + props.get(key) + ")");
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        judge(certificate, resource, findings);
      }
    }
  }

  private void judge(X509Certificate certificate, String resource, List<Finding> findings) {
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    String whose = "the certificate of " + certificate.getSubjectX500Principal().getName();
    String remedy = "replace it with a new certificate and restart";
    if (now.isAfter(to)) {
      findings.add(
          Finding.wrong(
              resource, whose + " expired at " + seconds(to), "a valid certificate", remedy));
    } else if (now.isBefore(from)) {
      findings.add(
          Finding.wrong(
              resource,
              whose + " is not valid before " + seconds(from),
              "a valid certificate",
              "wait, or correct the clock of this machine, which shows " + seconds(now)));
    } else if (now.plus(SOON).isAfter(to)) {
      findings.add(
          Finding.note(
              resource,
              whose + " expires at " + seconds(to),
              "a certificate that is valid for longer",
              remedy));
    }
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
