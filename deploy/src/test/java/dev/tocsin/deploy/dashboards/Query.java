package dev.tocsin.deploy.dashboards;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One query of a panel.
 *
 * @param expression PromQL
 * @param legend name of a series, with {@code {{label}}} for a label's value
 */
record Query(String expression, String legend) {

  /** Prometheus' own series of alerts; rules that aggregate leave it without the label job. */
  static final String ALERTS = "ALERTS";

  /** A label in a legend. */
  static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  /** A metric and the brace behind it, which a selector may leave empty. */
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(}?)");

  /** An expression with matchers put before those that each selector has already. */
  static String within(String matchers, String expression) {
    return SELECTOR
        .matcher(expression)
        .replaceAll(
            found -> {
              if (found.group(1).equals(ALERTS)) {
                return Matcher.quoteReplacement(found.group());
              }
              String end = found.group(2).isEmpty() ? ", " : "}";
              return Matcher.quoteReplacement(found.group(1) + "{" + matchers + end);
            });
  }
}
