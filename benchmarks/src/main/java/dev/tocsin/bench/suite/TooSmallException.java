package dev.tocsin.bench.suite;

/** There was too little to measure, so that a figure would tell of the clock, not of the work. */
final class TooSmallException extends RuntimeException {

  TooSmallException(String message) {
    super(message);
  }
}
