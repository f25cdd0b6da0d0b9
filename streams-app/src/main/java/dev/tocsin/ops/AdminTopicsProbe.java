package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.health.Reason;
import dev.tocsin.ops.health.TopicsProbe;
import dev.tocsin.ops.topics.BoundTopics;
import dev.tocsin.ops.topics.BoundTopics.Judgement;
import dev.tocsin.ops.topics.TopicCheck;
import dev.tocsin.ops.topics.TopicReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topics with the plan, as the preflight checks do, and with the topics that the local
 * state was built from. Used by one thread.
 */
final class AdminTopicsProbe implements TopicsProbe, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AdminTopicsProbe.class);

  private final Admin admin;
  private final TopicCheck check;
  private final TopologyDescription topology;
  private final BoundTopics bound;
  private final Path stateDir;

  AdminTopicsProbe(TocsinConfig config, TopologyDescription topology) {
    this.admin = Admin.create(config.adminProps());
    this.check = new TopicCheck(config, admin);
    this.topology = topology;
    this.stateDir = config.stateDir();
    this.bound = new BoundTopics(stateDir, config.applicationId());
  }

  @Override
  public Result probe() {
    TopicReport report = check.report(topology);
    Judgement judgement = judge(report);
    return new Result(
        judgement.findings().stream()
            .filter(Finding::refuses)
            .map(AdminTopicsProbe::reason)
            .toList(),
        judgement.lost());
  }

  private Judgement judge(TopicReport report) {
    try {
      Judgement judgement = bound.judge(report);
      if (!judgement.lost()) {
        bound.remember(report);
      }
      return judgement;
    } catch (IOException e) {
      // A full or broken volume is reported by the stores.
      log.atWarn()
          .addKeyValue("directory", stateDir)
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to read or write the ids of the topics of the local state");
      return new Judgement(report.findings(), false);
    }
  }

  private static Reason reason(Finding finding) {
    return Reason.blocking(
        finding.resource(),
        "%s, expected %s".formatted(finding.found(), finding.expected()),
        finding.remedy());
  }

  @Override
  public void close() {
    // A request to brokers that do not answer must not delay the shutdown.
    admin.close(Duration.ZERO);
  }
}
