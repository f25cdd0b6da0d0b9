package dev.tocsin.topology;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.intake.NativeLogs;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * How what lies in the topics is read and written: the serdes of the contracts, whichever class the
 * configuration names for them, and the providers that push something else.
 *
 * @param nativeLogs readers by provider; those that are not in it push the contract
 */
public record EventSerdes(
    Serde<MessageLog> messageLog,
    Serde<Account> account,
    Serde<CompromiseWindow> window,
    Serde<ExposedRecord> exposedRecord,
    Serde<ExposureNotification> notification,
    Serde<IncidentSummary> incident,
    Map<String, NativeLogs> nativeLogs) {

  public EventSerdes {
    nativeLogs = Map.copyOf(nativeLogs);
  }

  /** All providers push the contract. */
  public EventSerdes(
      Serde<MessageLog> messageLog,
      Serde<Account> account,
      Serde<CompromiseWindow> window,
      Serde<ExposedRecord> exposedRecord,
      Serde<ExposureNotification> notification,
      Serde<IncidentSummary> incident) {
    this(messageLog, account, window, exposedRecord, notification, incident, Map.of());
  }
}
