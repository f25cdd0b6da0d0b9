package dev.tocsin.proof.fault;

/** The detector did not do something in time that it guarantees; the scenario ends. */
final class GuaranteeViolatedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GuaranteeViolatedException(String message) {
    super(message);
  }
}
