package dev.tocsin.topology.intake;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.domain.WindowStatus;
import dev.tocsin.topology.TopologySettings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the control topic. The offset of a record is the revision. */
public final class WindowReader implements RecordReader<WindowChange> {

  private final Decoder<dev.tocsin.event.CompromiseWindow> decoder;
  private final TopologySettings settings;

  public WindowReader(
      Deserializer<dev.tocsin.event.CompromiseWindow> deserializer, TopologySettings settings) {
    this.decoder = new Decoder<>(deserializer);
    this.settings = settings;
  }

  @Override
  public void read(RawRecord raw, long now, List<WindowChange> taken)
      throws IntakeRejectedException {
    String id = ContractFields.key(raw);
    CompromiseWindow window = raw.value() == null ? null : window(raw, id, now);
    taken.add(new WindowChange(raw.offset(), id, window));
  }

  private CompromiseWindow window(RawRecord raw, String id, long now)
      throws IntakeRejectedException {
    dev.tocsin.event.CompromiseWindow window = decoder.decode(raw);
    ContractFields.equalToKey(id, "window_id", window.getWindowId());
    long latest = now + settings.futureTolerance().toMillis();
    long from = ContractFields.plausible("from", window.getFrom(), latest);
    long to = end(window.getTo(), latest);
    if (from > to) {
      throw new IntakeRejectedException(DeadLetterReason.INVALID_RANGE, "from is after to");
    }
    List<String> accounts = window.getAccountIds();
    if (accounts != null && accounts.size() > settings.maxAccountsPerWindow()) {
      throw new IntakeRejectedException(
          DeadLetterReason.TOO_MANY_ACCOUNTS,
          accounts.size()
              + " accounts; at most "
              + settings.maxAccountsPerWindow()
              + " are allowed");
    }
    List<String> given = window.getChannels();
    Set<String> channels =
        ContractFields.names(
            "channels",
            given == null ? null : ContractFields.listed("channels", given),
            ContractFields::channel);
    return new CompromiseWindow(
        id,
        incident(window.getIncident(), latest),
        ContractFields.notBlank("provider", window.getProvider()),
        ContractFields.names("account_ids", accounts, name -> name),
        channels,
        from,
        to,
        status(window.getStatus()));
  }

  private static long end(@Nullable Instant to, long latest) throws IntakeRejectedException {
    return to == null ? CompromiseWindow.OPEN : ContractFields.plausible("to", to, latest);
  }

  private static Incident incident(dev.tocsin.event.Incident incident, long latest)
      throws IntakeRejectedException {
    return new Incident(
        ContractFields.notBlank("incident_id", incident.getIncidentId()),
        ContractFields.notBlank("title", incident.getTitle()),
        ContractFields.optional("reference", incident.getReference()),
        ContractFields.plausible("became_aware_at", incident.getBecameAwareAt(), latest),
        ContractFields.prose("guidance", incident.getGuidance()),
        ContractFields.optional("report_to", incident.getReportTo()),
        ContractFields.listed("exposed_fields", incident.getExposedFields()));
  }

  private static WindowStatus status(String status) throws IntakeRejectedException {
    return switch (status.strip().toUpperCase(Locale.ROOT)) {
      case "DRAFT" -> WindowStatus.DRAFT;
      case "ACTIVE" -> WindowStatus.ACTIVE;
      default ->
          throw new IntakeRejectedException(
              DeadLetterReason.INVALID_STATUS, "status is not DRAFT or ACTIVE");
    };
  }
}
