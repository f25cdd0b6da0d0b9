package dev.tocsin.bench.contender;

/** A contender's output differs from the truth, so that what it cost does not count. */
public final class WrongOutputException extends RuntimeException {

  public WrongOutputException(String message) {
    super(message);
  }
}
