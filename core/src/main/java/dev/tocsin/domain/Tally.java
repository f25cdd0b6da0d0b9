package dev.tocsin.domain;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of covered records. Mutable: each flagged record updates it. */
public final class Tally {

  /** Channels that are counted by name. Channels are free text, and a tally must stay small. */
  public static final Set<String> CHANNELS =
      Set.of("SMS", "VOICE", "MMS", "RCS", "WHATSAPP", "VIBER", "EMAIL", "PUSH", "FAX");

  /** The name under which other channels are counted. */
  public static final String OTHER = "OTHER";

  private final SortedMap<String, Long> exposedByChannel;
  private long exposed;
  private long drafts;

  public Tally() {
    this(0, 0, new TreeMap<>());
  }

  public Tally(long exposed, long drafts, SortedMap<String, Long> exposedByChannel) {
    this.exposed = exposed;
    this.drafts = drafts;
    this.exposedByChannel = new TreeMap<>(exposedByChannel);
  }

  /** Adds (by = 1) or removes (by = -1) one record of a standing. */
  public void count(Standing standing, String channel, int by) {
    switch (standing) {
      case DRAFT -> drafts += by;
      case EXPOSED -> {
        exposed += by;
        String counted = CHANNELS.contains(channel) ? channel : OTHER;
        long left = exposedByChannel.merge(counted, (long) by, Long::sum);
        if (left == 0) {
          exposedByChannel.remove(counted);
        }
      }
    }
  }

  /** Whether nothing is counted. */
  public boolean isEmpty() {
    return exposed == 0 && drafts == 0;
  }

  public long exposed() {
    return exposed;
  }

  /** Records that only DRAFT windows cover. */
  public long drafts() {
    return drafts;
  }

  public SortedMap<String, Long> exposedByChannel() {
    return new TreeMap<>(exposedByChannel);
  }
}
