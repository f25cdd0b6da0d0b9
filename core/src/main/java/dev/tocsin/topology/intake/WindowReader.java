package dev.tocsin.topology.intake;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.WindowChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the control topic. The offset of a record is its revision. */
public final class WindowReader implements RecordReader<WindowRecord> {

  private final Decoder<dev.tocsin.event.CompromiseWindow> decoder;
  private final WindowRules rules;

  public WindowReader(
      Deserializer<dev.tocsin.event.CompromiseWindow> deserializer, WindowRules rules) {
    this.decoder = new Decoder<>(deserializer);
    this.rules = rules;
  }

  @Override
  public void read(RawRecord raw, long now, List<WindowRecord> taken)
      throws IntakeRejectedException {
    String id = ContractFields.key(raw);
    if (raw.value() == null) {
      taken.add(
          new WindowRecord(
              new WindowChange(raw.offset(), id, null),
              WindowHeaders.basis(raw),
              WindowHeaders.author(raw),
              raw));
      return;
    }
    dev.tocsin.event.CompromiseWindow window = decoder.decode(raw);
    ContractFields.equalToKey(id, "window_id", window.getWindowId());
    List<WindowRules.Violation> violations = rules.violations(window, Instant.ofEpochMilli(now));
    if (!violations.isEmpty()) {
      throw violations.getFirst().rejection();
    }
    taken.add(
        new WindowRecord(
            new WindowChange(raw.offset(), id, window(id, window)),
            WindowHeaders.basis(raw, window.getBasedOn()),
            window.getAuthor(),
            raw));
  }

  private static CompromiseWindow window(String id, dev.tocsin.event.CompromiseWindow window)
      throws IntakeRejectedException {
    List<String> accounts = window.getAccountIds();
    List<String> channels = window.getChannels();
    Instant to = window.getTo();
    return new CompromiseWindow(
        id,
        incident(window.getIncident()),
        window.getProvider(),
        accounts == null ? null : Set.copyOf(accounts),
        channels == null
            ? null
            : channels.stream().map(ContractFields::channel).collect(Collectors.toSet()),
        window.getFrom().toEpochMilli(),
        to == null ? CompromiseWindow.OPEN : to.toEpochMilli(),
        WindowRules.status(window.getStatus()));
  }

  private static Incident incident(dev.tocsin.event.Incident incident) {
    return new Incident(
        incident.getIncidentId(),
        incident.getTitle(),
        incident.getReference(),
        incident.getBecameAwareAt().toEpochMilli(),
        incident.getGuidance(),
        incident.getReportTo(),
        incident.getExposedFields());
  }
}
