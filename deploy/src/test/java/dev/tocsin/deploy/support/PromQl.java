package dev.tocsin.deploy.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression names. It is no parser: whether an expression is well formed is for Prometheus
 * to say. A word that it cannot place is taken for a series, and so found to be unknown.
 */
public record PromQl(String expression) {

  private static final String TEXT = "\"(?:\\\\.|[^\"\\\\])*\"";
  private static final Pattern STRING = Pattern.compile(TEXT);
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{((?:" + TEXT + "|[^{}\"])*)}");

  private static final Pattern KEPT =
      Pattern.compile("\\b(?:by|on|group_left|group_right)\\s*\\(([^()]*)\\)");
  private static final Pattern DROPPED =
      Pattern.compile("\\b(?:without|ignoring)\\s*\\(([^()]*)\\)");

  /** A word that is no function, because no parenthesis follows, and no unit of a duration. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w:])[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");

  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  /**
   * A metric with its matchers.
   *
   * @param matchers text between the braces
   */
  public record Selector(String metric, String matchers) {

    /** Labels that it matches on. */
    public Set<String> labels() {
      return matches(LABEL, STRING.matcher(matchers).replaceAll(""));
    }
  }

  /** The metrics that have braces. */
  public List<Selector> selectors() {
    return SELECTOR
        .matcher(expression)
        .results()
        .map(found -> new Selector(found.group(1), found.group(2)))
        .toList();
  }

  /** Names without braces that could be a metric. */
  public Set<String> bareNames() {
    String rest = SELECTOR.matcher(expression).replaceAll(" ");
    for (Pattern noise : List.of(STRING, RANGE, KEPT, DROPPED)) {
      rest = noise.matcher(rest).replaceAll(" ");
    }
    Set<String> names = matches(WORD, rest);
    names.removeAll(OPERATORS);
    return names;
  }

  /** Names of the series that it reads, with braces and without. */
  public Set<String> series() {
    Set<String> names = bareNames();
    selectors().forEach(selector -> names.add(selector.metric()));
    return names;
  }

  /** Labels that results are grouped by or joined on, and keep. */
  public Set<String> grouping() {
    return labels(KEPT);
  }

  /** Labels that results are grouped or joined without. */
  public Set<String> dropped() {
    return labels(DROPPED);
  }

  private Set<String> labels(Pattern clause) {
    List<String> lists = new ArrayList<>();
    Matcher found = clause.matcher(expression);
    while (found.find()) {
      lists.add(found.group(1));
    }
    return matches(LABEL, String.join(",", lists));
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> matches = new TreeSet<>();
    pattern.matcher(text).results().map(MatchResult::group).forEach(matches::add);
    return matches;
  }
}
