package dev.tocsin.proof.story;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A compromise window as one of its versions has it.
 *
 * @param accounts null for every account of the provider
 * @param channels null for all
 * @param from first exposed millisecond
 * @param to first millisecond that is not exposed any more; null while it is open
 */
public record WindowVersion(
    String incidentId,
    String title,
    @Nullable String guidance,
    String provider,
    @Nullable SortedSet<String> accounts,
    @Nullable SortedSet<String> channels,
    long from,
    @Nullable Long to,
    boolean active) {}
