package dev.tocsin.deploy.monitoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of the rules whose times are so short that faults of seconds fire them. Everything else is
 * as in the repository: what is selected, how it is added up, what is compared with what.
 */
final class ShortRules {

  /** Each duration that the rules use. One that is missing here is an error, not left long. */
  private static final Map<String, String> DURATIONS =
      Map.ofEntries(
          Map.entry("2m", "1s"),
          Map.entry("3m", "2s"),
          Map.entry("5m", "6s"),
          Map.entry("10m", "7s"),
          Map.entry("15m", "8s"),
          Map.entry("20m", "8s"),
          Map.entry("25m", "12s"),
          Map.entry("30m", "14s"),
          Map.entry("1h", "20s"),
          Map.entry("2h", "22s"),
          Map.entry("6h", "24s"),
          Map.entry("1d", "26s"),
          Map.entry("25h", "90s"),
          Map.entry("3d", "30s"));

  /** A limit in seconds or records, in the rule of an alert. */
  private record Limit(String alert, String before, String after) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("TocsinNotificationsHeldBack", "> 900", "> 3"),
          new Limit("TocsinNotificationsHeldBackForHours", "> 14400", "> 6"),
          new Limit("TocsinScanStalled", "> 600", "> 5"),
          new Limit("TocsinNoProgress", "> 100", "> 3"),
          new Limit("TocsinLagGrowing", "> 10000", "> 10"),
          // Tocsin asks for the newest record every 30 s.
          new Limit("TocsinProviderSilent", "> 3600", "> 45"),
          // A thread waits for seconds before it replaces the third that died.
          new Limit("TocsinThreadsDying", "[8s]", "[40s]"),
          // Three starts of a JVM.
          new Limit("TocsinRestarting", "[20s]", "[90s]"));

  private static final Pattern RANGE = Pattern.compile("(\\[|offset )(\\d+[smhd])");

  private ShortRules() {}

  static String toYaml() {
    Rules rules = Rules.ofRepository();
    for (ObjectNode rule : rules.rules()) {
      String expr = replace(RANGE, rule.path("expr").asText(), ShortRules::shorten);
      for (Limit limit : LIMITS) {
        if (rule.path("alert").asText().equals(limit.alert())) {
          if (!expr.contains(limit.before())) {
            throw new AssertionError("no '%s' in %s".formatted(limit.before(), expr));
          }
          expr = expr.replace(limit.before(), limit.after());
        }
      }
      rule.put("expr", expr);
      for (String key : List.of("for", "keep_firing_for")) {
        if (rule.has(key)) {
          rule.put(key, shorten(rule.path(key).asText()));
        }
      }
    }
    return rules.toYaml();
  }

  private static String shorten(String duration) {
    String shortened = DURATIONS.get(duration);
    if (shortened == null) {
      throw new AssertionError("how short is " + duration + "? Say so in DURATIONS");
    }
    return shortened;
  }

  private static String replace(Pattern pattern, String text, UnaryOperator<String> duration) {
    return pattern
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(match.group(1) + duration.apply(match.group(2))));
  }
}
