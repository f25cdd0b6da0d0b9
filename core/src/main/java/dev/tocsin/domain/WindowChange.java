package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the control topic.
 *
 * @param revision its offset there: changes are ordered by it, everywhere
 * @param window what the window is from now on; null withdraws it
 */
public record WindowChange(long revision, String windowId, @Nullable CompromiseWindow window)
    implements MatchInput, ImpactInput {}
