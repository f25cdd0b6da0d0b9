package dev.tocsin.cli.window;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a window. Null leaves a field unchanged; an empty text removes an optional one.
 *
 * @param allAccounts removes the list of accounts
 * @param allChannels removes the list of channels
 * @param open removes the end
 */
record WindowEdit(
    @Nullable String incident,
    @Nullable String title,
    @Nullable String reference,
    @Nullable Instant becameAwareAt,
    @Nullable String guidance,
    @Nullable String reportTo,
    @Nullable List<String> exposedFields,
    @Nullable String provider,
    @Nullable List<String> accounts,
    boolean allAccounts,
    @Nullable List<String> channels,
    boolean allChannels,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean open,
    @Nullable String status) {

  /** Applies the changes in place. */
  void applyTo(CompromiseWindow window) {
    applyTo(window.getIncident());
    set(provider, window::setProvider);
    set(accounts, window::setAccountIds);
    set(channels, window::setChannels);
    set(from, window::setFrom);
    set(to, window::setTo);
    set(status, window::setStatus);
    if (allAccounts) {
      window.setAccountIds(null);
    }
    if (allChannels) {
      window.setChannels(null);
    }
    if (open) {
      window.setTo(null);
    }
  }

  private void applyTo(Incident target) {
    set(incident, target::setIncidentId);
    set(title, target::setTitle);
    set(becameAwareAt, target::setBecameAwareAt);
    setOrRemove(reference, target::setReference);
    setOrRemove(guidance, target::setGuidance);
    setOrRemove(reportTo, target::setReportTo);
    set(exposedFields, target::setExposedFields);
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static void setOrRemove(@Nullable String value, Consumer<@Nullable String> setter) {
    if (value != null) {
      setter.accept(value.isBlank() ? null : value);
    }
  }
}
