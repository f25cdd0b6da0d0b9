package dev.tocsin.bench.suite;

/** There was too little to measure for a meaningful figure. */
final class TooSmallException extends RuntimeException {

  TooSmallException(String message) {
    super(message);
  }
}
