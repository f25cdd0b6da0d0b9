package dev.tocsin.cli.incident;

import dev.tocsin.cli.topic.Contracts;
import dev.tocsin.cli.topic.EventReader;
import dev.tocsin.cli.topic.TopicScan;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Audience;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.topology.EventSerdes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;

/** Who is affected by an incident, and who of them was told. */
final class AffectedAccounts {

  private final TocsinConfig config;
  private final String incident;
  private final Consumer<String> notes;

  /**
   * @param notes is told of records that cannot be read
   */
  AffectedAccounts(TocsinConfig config, String incident, Consumer<String> notes) {
    this.config = config;
    this.incident = incident;
    this.notes = notes;
  }

  /** The accounts with records that stand exposed, by identifier. */
  List<AffectedAccount> read() throws InterruptedException {
    SortedMap<String, AffectedAccount> accounts = new TreeMap<>();
    new ExposedTopic(config, incident, null, notes)
        .standing(
            record ->
                accounts.computeIfAbsent(record.getAccountId(), AffectedAccount::new).add(record));
    notifications(accounts);
    return List.copyOf(accounts.values());
  }

  private void notifications(SortedMap<String, AffectedAccount> accounts)
      throws InterruptedException {
    SortedMap<String, ExposureNotification> standing = new TreeMap<>();
    String topic = config.topics().notification();
    try (TopicScan<String> scan = TopicScan.withText(config, topic, "tocsin-cli-notified");
        Serde<ExposureNotification> serde = Contracts.serde(config, EventSerdes::notification)) {
      EventReader<ExposureNotification> reader = new EventReader<>(serde, notes);
      scan.toEnd(
          polled -> {
            ExposureNotification notification = reader.read(polled);
            if (notification != null
                && notification.getAudience().equals(Audience.ACCOUNT.name())
                && notification.getIncident().getIncidentId().equals(incident)) {
              standing.put(notification.getAccountId(), notification);
            }
            return true;
          });
    }
    standing.forEach(
        (id, notification) -> {
          AffectedAccount account = accounts.get(id);
          if (account != null
              && NotificationAction.valueOf(notification.getAction()).isInEffect()) {
            account.told(notification);
          }
        });
  }
}
