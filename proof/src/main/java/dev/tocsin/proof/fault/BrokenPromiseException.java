package dev.tocsin.proof.fault;

/** Something that the detector must do did not happen, or not in time; the scenario ends there. */
final class BrokenPromiseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenPromiseException(String message) {
    super(message);
  }
}
