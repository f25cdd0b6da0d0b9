package dev.tocsin.demo.check;

import dev.tocsin.demo.traffic.LogEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compromise window of the recount. Its rule is written a second time on purpose, so that an
 * error in the rules of the detector does not hide in the check.
 *
 * @param accounts account ids; null is every account
 * @param channels upper-case channels; null is all
 * @param from first exposed instant
 * @param to first instant that is not exposed; null while open
 * @param draft counted without notifications
 */
public record DeclaredWindow(
    String id,
    String incident,
    String provider,
    @Nullable Set<String> accounts,
    @Nullable Set<String> channels,
    Instant from,
    @Nullable Instant to,
    boolean draft) {

  /** Whether the window covers the message log. */
  boolean covers(LogEntry entry) {
    return entry.provider().equals(provider)
        && entry.sentAt() >= from.toEpochMilli()
        && (to == null || entry.sentAt() < to.toEpochMilli())
        && (accounts == null || accounts.contains(entry.account()))
        && (channels == null || channels.contains(entry.channel().toUpperCase(Locale.ROOT)));
  }
}
