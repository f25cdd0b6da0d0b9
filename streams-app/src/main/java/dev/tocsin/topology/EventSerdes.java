package dev.tocsin.topology;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import org.apache.kafka.common.serialization.Serde;

/** The serdes of the contracts, whichever class the configuration names for them. */
public record EventSerdes(
    Serde<MessageLog> messageLog,
    Serde<Account> account,
    Serde<CompromiseWindow> window,
    Serde<ExposedRecord> exposedRecord,
    Serde<ExposureNotification> notification,
    Serde<IncidentSummary> incident) {}
