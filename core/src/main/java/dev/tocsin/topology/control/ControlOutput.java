package dev.tocsin.topology.control;

import dev.tocsin.domain.WindowChange;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.WindowRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What the control stage forwards. */
public sealed interface ControlOutput {

  /** An accepted change, for all tasks of the next stages. */
  record Accepted(WindowChange change) implements ControlOutput {}

  /** A change that is based on an old revision. */
  record Refused(Intake.Dead<WindowRecord> dead) implements ControlOutput {}

  /** A copy of the accepted record, for the control topic. */
  record Restatement(byte[] key, byte @Nullable [] value, long timestamp, Headers headers)
      implements ControlOutput {}
}
