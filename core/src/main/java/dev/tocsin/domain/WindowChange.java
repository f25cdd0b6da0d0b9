package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the control topic.
 *
 * @param revision its offset, which orders all changes
 * @param window the new window; null withdraws it
 */
public record WindowChange(long revision, String windowId, @Nullable CompromiseWindow window)
    implements MatchInput, ImpactInput {}
