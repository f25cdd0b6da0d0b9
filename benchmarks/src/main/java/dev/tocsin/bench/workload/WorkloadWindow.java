package dev.tocsin.bench.workload;

import org.jspecify.annotations.Nullable;

/**
 * A compromise window, each of an incident of its own with the same id.
 *
 * @param account null means every account
 * @param channel null means every channel
 * @param from first covered instant, milliseconds since the epoch
 * @param to first instant no longer covered; null while the window is open
 */
public record WorkloadWindow(
    String id, @Nullable String account, @Nullable String channel, long from, @Nullable Long to) {

  /** The definition of coverage, which all outputs are checked against. */
  public boolean covers(LogLine line) {
    return line.sentAt() >= from
        && (to == null || line.sentAt() < to)
        && (account == null || account.equals(line.account()))
        && (channel == null || channel.equals(line.channel()));
  }
}
