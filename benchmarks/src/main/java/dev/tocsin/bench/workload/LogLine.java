package dev.tocsin.bench.workload;

import org.jspecify.annotations.Nullable;

/**
 * One message log of the workload.
 *
 * @param logId a random UUID as text, so 16 random bytes
 * @param phone E.164
 * @param sentAt milliseconds since the epoch
 * @param state ISO 3166-2; null where it is not known
 */
public record LogLine(
    String logId,
    String account,
    String phone,
    String channel,
    long sentAt,
    String messageType,
    String carrier,
    String country,
    @Nullable String state) {}
