package dev.tocsin.deploy.dashboards;

/**
 * What a panel says instead of a value.
 *
 * @param special Grafana's name of a special value; empty for an ordinary one
 * @param value the ordinary value as text
 */
record ValueText(String special, String value, String text, Colour colour) {

  static ValueText of(String value, String text, Colour colour) {
    return new ValueText("", value, text, colour);
  }

  /** For NaN, which a metric of Tocsin says where there is nothing to tell. */
  static ValueText forNan(String text, Colour colour) {
    return new ValueText("nan", "", text, colour);
  }

  /** For no value at all. It is no good news: whoever would have it may be down. */
  static ValueText forNone(String text, Colour colour) {
    return new ValueText("null", "", text, colour);
  }
}
