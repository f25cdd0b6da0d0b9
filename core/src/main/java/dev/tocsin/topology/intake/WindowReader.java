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

/** Reads the control topic. The offset there is the revision. */
public final class WindowReader implements RecordReader<WindowChange> {

  private final Decoder<dev.tocsin.event.CompromiseWindow> decoder;
  private final TopologySettings settings;

  public WindowReader(
      Deserializer<dev.tocsin.event.CompromiseWindow> deserializer, TopologySettings settings) {
    this.decoder = new Decoder<>(deserializer);
    this.settings = settings;
  }

  @Override
  public void read(RawRecord raw, long now, List<WindowChange> taken) throws RejectedException {
    String id = Fields.key(raw);
    CompromiseWindow window = raw.value() == null ? null : window(raw, id, now);
    taken.add(new WindowChange(raw.offset(), id, window));
  }

  private CompromiseWindow window(RawRecord raw, String id, long now) throws RejectedException {
    dev.tocsin.event.CompromiseWindow window = decoder.decode(raw);
    Fields.equalToKey(id, "window_id", window.getWindowId());
    long latest = now + settings.futureTolerance().toMillis();
    long from = Fields.plausible("from", window.getFrom(), latest);
    long to = end(window.getTo(), latest);
    if (from > to) {
      throw new RejectedException(DeadLetterReason.INVALID_RANGE, "from lies after to");
    }
    List<String> accounts = window.getAccountIds();
    if (accounts != null && accounts.size() > settings.maxAccountsPerWindow()) {
      throw new RejectedException(
          DeadLetterReason.TOO_MANY_ACCOUNTS,
          accounts.size() + " accounts, at most " + settings.maxAccountsPerWindow());
    }
    List<String> given = window.getChannels();
    Set<String> channels =
        Fields.names(
            "channels", given == null ? null : Fields.listed("channels", given), Fields::channel);
    return new CompromiseWindow(
        id,
        incident(window.getIncident(), latest),
        Fields.notBlank("provider", window.getProvider()),
        Fields.names("account_ids", accounts, name -> name),
        channels,
        from,
        to,
        status(window.getStatus()));
  }

  private static long end(@Nullable Instant to, long latest) throws RejectedException {
    return to == null ? CompromiseWindow.OPEN : Fields.plausible("to", to, latest);
  }

  private static Incident incident(dev.tocsin.event.Incident incident, long latest)
      throws RejectedException {
    return new Incident(
        Fields.notBlank("incident_id", incident.getIncidentId()),
        Fields.notBlank("title", incident.getTitle()),
        Fields.optional("reference", incident.getReference()),
        Fields.plausible("became_aware_at", incident.getBecameAwareAt(), latest),
        Fields.prose("guidance", incident.getGuidance()),
        Fields.optional("report_to", incident.getReportTo()),
        Fields.listed("exposed_fields", incident.getExposedFields()));
  }

  private static WindowStatus status(String status) throws RejectedException {
    return switch (status.strip().toUpperCase(Locale.ROOT)) {
      case "DRAFT" -> WindowStatus.DRAFT;
      case "ACTIVE" -> WindowStatus.ACTIVE;
      default ->
          throw new RejectedException(
              DeadLetterReason.INVALID_STATUS, "status is neither DRAFT nor ACTIVE");
    };
  }
}
