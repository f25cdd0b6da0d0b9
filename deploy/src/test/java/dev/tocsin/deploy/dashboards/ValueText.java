package dev.tocsin.deploy.dashboards;

/**
 * The text of a panel for a value.
 *
 * @param special Grafana's name of a special value; empty for an ordinary one
 * @param value the ordinary value as text
 */
record ValueText(String special, String value, String text, Colour colour) {

  static ValueText of(String value, String text, Colour colour) {
    return new ValueText("", value, text, colour);
  }

  /** For NaN, the value of a metric of Tocsin without a figure. */
  static ValueText forNan(String text, Colour colour) {
    return new ValueText("nan", "", text, colour);
  }

  /** For no value at all, which may mean that the instance is down. */
  static ValueText forNone(String text, Colour colour) {
    return new ValueText("null", "", text, colour);
  }
}
