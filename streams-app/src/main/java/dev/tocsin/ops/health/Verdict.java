package dev.tocsin.ops.health;

import java.util.List;

/**
 * An answer with its reasons.
 *
 * @param positive whether no reason blocks
 * @param reasons what there is to say, blocking or not
 */
public record Verdict(boolean positive, List<Reason> reasons) {

  static Verdict of(List<Reason> reasons) {
    return new Verdict(reasons.stream().noneMatch(Reason::blocking), List.copyOf(reasons));
  }
}
