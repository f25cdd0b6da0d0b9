package dev.tocsin.ops.health;

import java.util.List;

/**
 * Whether the instance is live, or ready, with the reasons.
 *
 * @param positive whether no reason blocks
 * @param reasons the reasons, blocking or not
 */
public record HealthVerdict(boolean positive, List<Reason> reasons) {

  static HealthVerdict of(List<Reason> reasons) {
    return new HealthVerdict(reasons.stream().noneMatch(Reason::blocking), List.copyOf(reasons));
  }
}
