package dev.tocsin.topology.match;

import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.topology.intake.Intake;

/** What reaches the match stage. */
public sealed interface MatchInput {

  /** A provider pushed something. */
  record Pushed(Intake<LogRecord> intake) implements MatchInput {}

  /** A window changed. */
  record Changed(WindowChange change) implements MatchInput {}
}
