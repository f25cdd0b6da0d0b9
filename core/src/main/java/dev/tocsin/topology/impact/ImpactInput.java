package dev.tocsin.topology.impact;

import dev.tocsin.domain.WindowChange;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.match.MatchResult;

/** What reaches the impact stage, through three internal topics. */
public sealed interface ImpactInput {

  record Found(MatchResult finding) implements ImpactInput {}

  record WindowChanged(WindowChange change) implements ImpactInput {}

  record AccountChanged(AccountChange change) implements ImpactInput {}
}
