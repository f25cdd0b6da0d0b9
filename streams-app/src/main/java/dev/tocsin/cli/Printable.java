package dev.tocsin.cli;

/**
 * Makes control characters visible. What is printed comes from providers too, and a terminal obeys
 * the control characters in it.
 */
final class Printable {

  private Printable() {}

  /** The text on as many lines as it has, with every other control character escaped. */
  static String of(String text) {
    return text.codePoints().anyMatch(Printable::isControl)
        ? text.codePoints()
            .collect(
                StringBuilder::new,
                (printable, point) -> {
                  if (isControl(point)) {
                    printable.append(String.format("\\u%04x", point));
                  } else {
                    printable.appendCodePoint(point);
                  }
                },
                StringBuilder::append)
            .toString()
        : text;
  }

  /** The text on one line, for a place where a line means something. */
  static String onOneLine(String text) {
    return of(text).replace("\n", "\\u000a");
  }

  /** Control characters but the line feed, and those that turn the direction of a line. */
  private static boolean isControl(int point) {
    return (Character.isISOControl(point) && point != '\n')
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }
}
