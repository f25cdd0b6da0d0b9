package dev.tocsin.deploy.dashboards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression names. It reads the PromQL of the boards, in which every metric has braces; it
 * is no parser, Prometheus itself is the judge of that.
 */
final class Promql {

  /**
   * A metric with its matchers.
   *
   * @param matchers text between the braces
   */
  record Selector(String metric, String matchers) {

    /** Labels that it matches on. */
    Set<String> labels() {
      Set<String> labels = new HashSet<>();
      Matcher label = LABEL.matcher(STRING.matcher(matchers).replaceAll(""));
      while (label.find()) {
        labels.add(label.group());
      }
      return labels;
    }
  }

  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

  /** A word that is no function, because no parenthesis follows. */
  private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");

  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  private final String expression;

  Promql(String expression) {
    this.expression = expression;
  }

  List<Selector> selectors() {
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(expression);
    while (found.find()) {
      selectors.add(new Selector(found.group(1), found.group(2)));
    }
    return selectors;
  }

  /** Labels that results are grouped by or joined on. */
  Set<String> grouping() {
    Set<String> labels = new HashSet<>();
    Matcher found = GROUPING.matcher(expression);
    while (found.find()) {
      Matcher label = LABEL.matcher(found.group(1));
      while (label.find()) {
        labels.add(label.group());
      }
    }
    return labels;
  }

  /** Words that stand where a metric could, without braces. */
  List<String> bareNames() {
    String rest = STRING.matcher(expression).replaceAll("");
    rest = SELECTOR.matcher(rest).replaceAll("1");
    rest = GROUPING.matcher(rest).replaceAll("");
    rest = RANGE.matcher(rest).replaceAll("");
    return WORD.matcher(rest)
        .results()
        .map(match -> match.group())
        .filter(word -> !OPERATORS.contains(word))
        .toList();
  }
}
