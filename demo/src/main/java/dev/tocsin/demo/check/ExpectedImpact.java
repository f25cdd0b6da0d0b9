package dev.tocsin.demo.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * The exposures of one account in one incident.
 *
 * @param firstSeen sent_at of the earliest flagged record, epoch milliseconds
 * @param lastSeen sent_at of the latest
 */
public record ExpectedImpact(
    long records, long people, Map<String, Long> byChannel, long firstSeen, long lastSeen) {

  /** Sums up records. */
  static final class Counter {
    private long records;
    private long people;
    private final Map<String, Long> byChannel = new TreeMap<>();
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;

    void add(String channel, long sentAt, boolean newPerson) {
      records++;
      people += newPerson ? 1 : 0;
      byChannel.merge(channel, 1L, Long::sum);
      firstSeen = Math.min(firstSeen, sentAt);
      lastSeen = Math.max(lastSeen, sentAt);
    }

    ExpectedImpact total() {
      return new ExpectedImpact(records, people, Map.copyOf(byChannel), firstSeen, lastSeen);
    }
  }
}
