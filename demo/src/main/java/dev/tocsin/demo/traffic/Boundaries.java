package dev.tocsin.demo.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages at the very edges of windows: the last millisecond before an instant and the instant
 * itself, where an off-by-one error would show.
 */
public final class Boundaries {

  private Boundaries() {}

  /**
   * Makes, for every account and instant, one message of each channel at the instant and one a
   * millisecond earlier.
   *
   * @param provider one of {@link Traffic#PROVIDERS}
   * @param start differs between calls, so that no two messages are the same; a call uses up four
   *     numbers per account and instant
   */
  public static List<LogEntry> around(
      Traffic traffic,
      String provider,
      List<DemoAccount> accounts,
      List<Instant> instants,
      int start) {
    int index = Traffic.PROVIDERS.indexOf(provider);
    List<LogEntry> entries = new ArrayList<>();
    for (DemoAccount account : accounts) {
      for (Instant instant : instants) {
        for (long sentAt : new long[] {instant.toEpochMilli() - 1, instant.toEpochMilli()}) {
          for (String channel : List.of("SMS", "VOICE")) {
            entries.add(traffic.exact(account, index, channel, sentAt, start + entries.size()));
          }
        }
      }
    }
    return List.copyOf(entries);
  }
}
