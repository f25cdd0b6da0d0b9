package dev.tocsin.cli.topic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of one key.
 *
 * @param value null for a tombstone
 * @param timestamp the Kafka record's
 */
public record Row<V>(
    String key, @Nullable V value, int partition, long offset, Instant timestamp) {}
