package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.health.Reason;
import dev.tocsin.ops.health.TopicsProbe;
import dev.tocsin.ops.topics.TopicCheck;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Compares the topics with the plan, as the checks at the start do. Asked rarely, so it keeps no
 * connection.
 */
final class TopicsLook implements TopicsProbe {

  private final TocsinConfig config;
  private final TopologyDescription topology;

  TopicsLook(TocsinConfig config, TopologyDescription topology) {
    this.config = config;
    this.topology = topology;
  }

  @Override
  public List<Reason> problems() {
    try (Admin admin = Admin.create(config.adminProps())) {
      return new TopicCheck(config, admin)
          .findings(topology).stream().filter(Finding::refuses).map(TopicsLook::reason).toList();
    }
  }

  private static Reason reason(Finding finding) {
    return Reason.blocking(
        finding.resource(),
        "%s, expected %s".formatted(finding.found(), finding.expected()),
        finding.mend());
  }
}
