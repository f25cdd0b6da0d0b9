package dev.tocsin.ops.health;

import java.util.List;

/**
 * An answer with its reasons.
 *
 * @param positive whether no reason blocks
 * @param reasons what there is to say, blocking or not
 */
public record HealthVerdict(boolean positive, List<Reason> reasons) {

  static HealthVerdict of(List<Reason> reasons) {
    return new HealthVerdict(reasons.stream().noneMatch(Reason::blocking), List.copyOf(reasons));
  }
}
