package dev.tocsin.proof.story;

import org.jspecify.annotations.Nullable;

/**
 * A message log that a provider pushed.
 *
 * @param phone as the provider spelled it
 * @param phoneE164 as the provider normalised it, right or wrong
 * @param person the person with that number: the same text for each spelling of it
 * @param sentAt milliseconds since the epoch, UTC
 */
public record Push(
    String provider,
    String accountId,
    String logId,
    String phone,
    @Nullable String phoneE164,
    String person,
    String channel,
    long sentAt) {}
