package dev.tocsin.ops.finding;

/**
 * A result of a check.
 *
 * @param kind whether the check passes with it
 * @param resource what it is about, for example {@code topic exposure.window}
 * @param found the actual state
 * @param expected the expected state
 * @param remedy how to fix it, a command if there is one
 */
public record Finding(Kind kind, String resource, String found, String expected, String remedy) {

  /** Whether the check passes with a finding. */
  public enum Kind {
    /** The brokers or the registry do not answer: a retry may help. */
    UNREACHABLE,
    /** A problem that an operator has to fix. */
    WRONG,
    /** For information only. */
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

  /** Whether the check fails because of it. */
  public boolean refuses() {
    return kind != Kind.NOTE;
  }

  /** The finding in one line. */
  public String text() {
    return "%s: %s, expected %s; fix: %s".formatted(resource, found, expected, remedy);
  }
}
