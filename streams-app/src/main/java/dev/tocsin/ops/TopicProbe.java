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
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topics with the plan, as the checks at the start do, and with those that were there
 * before. One thread looks.
 */
final class TopicProbe implements TopicsProbe, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TopicProbe.class);

  private final Admin admin;
  private final TopicCheck check;
  private final TopologyDescription topology;
  private final BoundTopics bound;

  TopicProbe(TocsinConfig config, TopologyDescription topology) {
    this.admin = Admin.create(config.adminProps());
    this.check = new TopicCheck(config, admin);
    this.topology = topology;
    this.bound = new BoundTopics(config.stateDir(), config.applicationId());
  }

  @Override
  public Sight look() {
    TopicReport report = check.look(topology);
    Judgement judgement = judge(report);
    return new Sight(
        judgement.findings().stream().filter(Finding::refuses).map(TopicProbe::reason).toList(),
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
      // A full or broken volume is told by what needs it more.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Which topics the state was made with cannot be read or written down");
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
    // A look that waits for brokers that are away must not hold the stop.
    admin.close(Duration.ZERO);
  }
}
