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
 * Looks at everything that must be right before the first record is processed, so that what is not
 * is told at once, with its mend, and not as a crash under load. It holds the lock on the state
 * directory until it is closed: close it after the streams.
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
   * All that was found. Work can go on when none of them {@linkplain Finding#refuses() refuses}.
   * The schemas of the outputs are registered on the way, if the configuration lets it.
   *
   * @param topology what is going to run
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
              "to read which topics the state was made with",
              "let this user read it; one that is damaged may be deleted when no topic was"));
      return findings;
    }
  }

  @Override
  public void close() {
    stateDirectory.close();
  }
}
