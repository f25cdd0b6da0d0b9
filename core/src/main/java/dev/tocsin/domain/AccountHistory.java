package dev.tocsin.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of one account in each partition of the account topic. The offset orders
 * versions within a partition; the timestamp orders them between partitions, which happens only if
 * writers partition keys differently. The effective version therefore does not depend on the order
 * of reading.
 */
public record AccountHistory(List<Version> versions) {

  public static final AccountHistory EMPTY = new AccountHistory(List.of());

  /**
   * @param timestamp of the Kafka record, milliseconds
   * @param account null when this version deletes the account
   */
  public record Version(int partition, long offset, long timestamp, @Nullable Account account) {}

  public AccountHistory {
    versions = List.copyOf(versions);
  }

  /** Adds a version; returns this history if it already has a newer one. */
  public AccountHistory with(Version version) {
    List<Version> merged = new ArrayList<>(versions);
    for (int i = 0; i < merged.size(); i++) {
      Version known = merged.get(i);
      if (known.partition() == version.partition()) {
        if (known.offset() >= version.offset()) {
          return this;
        }
        merged.set(i, version);
        return new AccountHistory(merged);
      }
    }
    merged.add(version);
    return new AccountHistory(merged);
  }

  /** The current account; null when it is deleted or was never written. */
  public @Nullable Account effective() {
    return versions.stream()
        .max(Comparator.comparingLong(Version::timestamp).thenComparingInt(Version::partition))
        .map(Version::account)
        .orElse(null);
  }
}
