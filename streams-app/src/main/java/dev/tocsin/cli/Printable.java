package dev.tocsin.cli;

/**
 * Escapes control characters. Some of the output comes from providers, and a terminal executes the
 * control sequences in it.
 */
final class Printable {

  private Printable() {}

  /** The text with every control character escaped but the line feed. */
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

  /** The text on one line, with line feeds escaped too. */
  static String onOneLine(String text) {
    return of(text).replace("\n", "\\u000a");
  }

  /** Control characters but the line feed, and those that change the direction of text. */
  private static boolean isControl(int point) {
    return (Character.isISOControl(point) && point != '\n')
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }
}
