package dev.tocsin.ops.finding;

/**
 * One thing that a check found.
 *
 * @param kind what it means for going on
 * @param resource what it is about, for example {@code topic exposure.window}
 * @param found what is
 * @param expected what should be
 * @param remedy what to do about it, a command where there is one
 */
public record Finding(Kind kind, String resource, String found, String expected, String remedy) {

  /** What a finding means for going on. */
  public enum Kind {
    /** Somebody does not answer: trying again later may help. */
    UNREACHABLE,
    /** Something is wrong and stays so until somebody mends it. */
    WRONG,
    /** Worth knowing; work can go on. */
    NOTE
  }

  public static Finding unreachable(String resource, String found, String remedy) {
    return new Finding(Kind.UNREACHABLE, resource, found, "an answer", remedy);
  }

  public static Finding wrong(String resource, String found, String expected, String remedy) {
    return new Finding(Kind.WRONG, resource, found, expected, remedy);
  }

  public static Finding note(String resource, String found, String expected, String remedy) {
    return new Finding(Kind.NOTE, resource, found, expected, remedy);
  }

  /** Whether it stands in the way of going on. */
  public boolean refuses() {
    return kind != Kind.NOTE;
  }

  /** All of it in one sentence and a command. */
  public String text() {
    return "%s: %s, expected %s; mend: %s".formatted(resource, found, expected, remedy);
  }
}
