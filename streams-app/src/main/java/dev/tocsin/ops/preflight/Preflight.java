package dev.tocsin.ops.preflight;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.encryption.HistoryEncryption;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.topics.BoundTopics;
import dev.tocsin.ops.topics.TopicReport;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Runs all checks before the first record is processed, so that problems are reported at the start
 * with their fix, and not as a crash under load. Holds the lock on the state directory until it is
 * closed: close it after Kafka Streams.
 */
public final class Preflight implements AutoCloseable {

  private final TocsinConfig config;
  private final HistoryEncryption encryption;
  private final StateDirectory stateDirectory;

  public Preflight(TocsinConfig config, HistoryEncryption encryption) {
    this.config = config;
    this.encryption = encryption;
    this.stateDirectory = new StateDirectory(config.stateDir());
  }

  /**
   * All findings. The detector may start when none {@linkplain Finding#refuses() fails the check}.
   * Registers the schemas of the outputs, if the configuration allows it.
   *
   * @param topology the topology to run
   */
  public List<Finding> check(TopologyDescription topology) {
    List<Finding> findings = new ArrayList<>(stateDirectory.open());
    findings.addAll(encryption.findings(config.stateDir()));
    findings.addAll(new CertificateCheck(config, InstantSource.system()).findings());
    BrokerCheck brokers = new BrokerCheck(config, this::judge);
    findings.addAll(brokers.findings(topology));
    if (brokers.clusterId() != null) {
      encryption.changelogs(config).ifPresent(findings::add);
    }
    findings.addAll(new RegistryCheck(config).findings());
    if (brokers.clusterId() != null && stateDirectory.isHeld()) {
      boolean starts = findings.stream().noneMatch(Finding::refuses);
      stateDirectory.ownedBy(brokers.clusterId(), starts).ifPresent(findings::add);
      if (findings.stream().noneMatch(Finding::refuses)) {
        encryption.remember(config.stateDir()).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private List<Finding> judge(TopicReport topics) {
    try {
      return new BoundTopics(config.stateDir(), config.applicationId()).judge(topics).findings();
    } catch (IOException e) {
      List<Finding> findings = new ArrayList<>(topics.findings());
      findings.add(
          Finding.wrong(
              "state directory " + config.stateDir(),
              String.valueOf(e.getMessage()),
              "a readable file with the ids of the topics of the state",
              "allow this user to read it; if it is damaged, delete it unless a topic was deleted"));
      return findings;
    }
  }

  @Override
  public void close() {
    stateDirectory.close();
  }
}
