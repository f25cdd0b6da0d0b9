package dev.tocsin.domain;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of covered records. Mutable: it is kept up once a flagged record. */
public final class Tally {

  /** Channels that are counted by name; the channel is free text, and a tally has to stay small. */
  public static final Set<String> CHANNELS =
      Set.of("SMS", "VOICE", "MMS", "RCS", "WHATSAPP", "VIBER", "EMAIL", "PUSH", "FAX");

  /** What every other channel is counted as. */
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

  /** Adds (by = 1) or takes away (by = -1) one record of a standing. */
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
