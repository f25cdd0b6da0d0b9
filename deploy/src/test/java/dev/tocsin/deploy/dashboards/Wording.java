package dev.tocsin.deploy.dashboards;

/**
 * What a panel says instead of a value.
 *
 * @param special Grafana's name of a special value; empty for an ordinary one
 * @param value the ordinary value as text
 */
record Wording(String special, String value, String text, Colour colour) {

  static Wording of(String value, String text, Colour colour) {
    return new Wording("", value, text, colour);
  }

  /** For NaN, which a metric of Tocsin says where there is nothing to tell. */
  static Wording forNan(String text, Colour colour) {
    return new Wording("nan", "", text, colour);
  }

  /** For no value at all. It is no good news: whoever would have it may be down. */
  static Wording forNone(String text, Colour colour) {
    return new Wording("null", "", text, colour);
  }
}
