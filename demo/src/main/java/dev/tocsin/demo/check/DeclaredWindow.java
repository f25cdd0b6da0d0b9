package dev.tocsin.demo.check;

import dev.tocsin.demo.traffic.LogEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compromise window as the checking side understands it, written down a second time on purpose: a
 * misreading in the detector's rules must not be able to hide in the check of them.
 *
 * @param accounts account ids; null is every account
 * @param channels upper-case channels; null is all
 * @param from first exposed instant
 * @param to first instant that is not exposed any more; null is never
 * @param draft counted, nobody told
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

  /** Whether the message is among those that the window says were exposed. */
  boolean covers(LogEntry entry) {
    return entry.provider().equals(provider)
        && entry.sentAt() >= from.toEpochMilli()
        && (to == null || entry.sentAt() < to.toEpochMilli())
        && (accounts == null || accounts.contains(entry.account()))
        && (channels == null || channels.contains(entry.channel().toUpperCase(Locale.ROOT)));
  }
}
