package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.demo.story.StoryReport;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.deploy.dashboards.PanelQueries.Series;
import dev.tocsin.deploy.dashboards.ShippedBoard.ShippedPanel;
import dev.tocsin.deploy.dashboards.ShippedBoard.ShippedQuery;
import dev.tocsin.deploy.support.KnownSeries;
import dev.tocsin.deploy.support.PromQl;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.testkit.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the boards say of the demo's story, asked of a real Prometheus that watched it. */
@Tag("tools")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DashboardsIT {

  @TempDir private static Path directory;

  private static PlayedStory story;
  private static PanelQueries answers;

  private final ShippedBoard responder = ShippedBoard.of(ResponderBoard.describe());
  private final ShippedBoard sre = ShippedBoard.of(SreBoard.describe());

  @BeforeAll
  static void play() throws Exception {
    story = PlayedStory.play(directory);
    answers = new PanelQueries(story);
  }

  @AfterAll
  static void stop() {
    if (story != null) {
      story.close();
    }
  }

  @Test
  void shouldTellAStoryThatIsTrue() {
    assertThat(story.truth().differences()).isEmpty();
    assertThat(story.summaries()).hasSize(3);
  }

  @Test
  void shouldAnswerEveryQueryOfEveryPanel() throws Exception {
    // Given
    List<String> wrong = new ArrayList<>();

    // When
    for (ShippedQuery query : ShippedBoard.queries()) {
      List<Series> now = answers.now(query.expression());
      List<Series> then = answers.overTime(query.expression());
      if (now.isEmpty() && !query.emptyByNature()) {
        wrong.add("no answer now: " + query);
      }
      if (then.stream().noneMatch(Series::hasNumber) && !query.emptyByNature()) {
        wrong.add("not one number over all the time: " + query);
      }
    }

    // Then
    assertThat(ShippedBoard.queries()).hasSizeGreaterThan(80);
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldTellTheSeriesOfAPanelApart() throws Exception {
    for (ShippedBoard board : ShippedBoard.all()) {
      for (ShippedPanel panel : board.panels()) {
        // When
        List<String> names = new ArrayList<>();
        for (ShippedQuery query : panel.queries()) {
          if (!query.table()) {
            for (Series series : answers.now(query.expression())) {
              names.add(series.name(query.legend()));
            }
          }
        }

        // Then
        assertThat(names).as("%s, %s", board, panel.title()).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void shouldFindWhatTheReaderCanChoose() throws Exception {
    for (ShippedBoard board : ShippedBoard.all()) {
      for (JsonNode variable : board.json().at("/templating/list")) {
        String query = variable.at("/query/query").asText();
        if (!query.isEmpty()) {
          assertThat(answers.labelValues(query)).as(query).isNotEmpty();
        }
      }
    }
  }

  @Test
  void shouldShowTheExtentOfEachIncident() throws Exception {
    assertColumn("Records", IncidentSummary::getRecordCount);
    assertColumn("People", IncidentSummary::getAffectedUserCount);
    assertColumn("Accounts", IncidentSummary::getAccountCount);
    assertColumn("Pending", DashboardsIT::pending);
    assertColumn("Dead letters in range", IncidentSummary::getDeadLetters);
    assertColumn(
        "Scanned",
        summary -> (double) summary.getPartitionsComplete() / summary.getPartitionsTotal());
    assertColumn(
        "Became aware",
        summary -> (double) summary.getIncident().getBecameAwareAt().toEpochMilli());
    assertColumn(
        "Time since",
        summary -> story.end() - summary.getIncident().getBecameAwareAt().toEpochMilli() / 1000.0);
  }

  @Test
  void shouldShowTheCoverageOfEachIncident() throws Exception {
    // Given
    Map<String, String> expected = new TreeMap<>();
    active()
        .forEach(
            (incident, summary) -> expected.put(incident, lower(summary.getCoverage().getState())));

    // When
    Map<String, String> shown = new TreeMap<>();
    for (Series series : answers.now(column("Coverage"))) {
      shown.put(series.label("incident"), series.label("coverage"));
    }

    // Then
    assertThat(shown).isEqualTo(expected).containsValue("complete");
  }

  @Test
  void shouldCountIncidents() throws Exception {
    // Given
    Map<String, Long> coverages =
        active().values().stream()
            .collect(
                Collectors.groupingBy(
                    summary -> lower(summary.getCoverage().getState()), Collectors.counting()));

    // When
    Map<String, Double> shown = byLegend(responder.panel(ResponderBoard.COVERAGE));

    // Then
    assertThat(only(responder.panel(ResponderBoard.ACTIVE))).isEqualTo(active().size());
    assertThat(active()).hasSize(2);
    assertThat(shown).containsOnlyKeys("complete", "scanning", "partial");
    shown.forEach(
        (coverage, count) ->
            assertThat(count)
                .as(coverage)
                .isEqualTo(coverages.getOrDefault(coverage, 0L).doubleValue()));
    assertThat(only(responder.panel(ResponderBoard.UNLISTED))).isZero();
  }

  @Test
  void shouldShowPendingNotifications() throws Exception {
    // When
    double pending = only(responder.panel(ResponderBoard.PENDING));
    double since = only(responder.panel(ResponderBoard.PENDING_SINCE));

    // Then
    assertThat(pending).isPositive().isEqualTo((double) story.truth().detector().pending());
    assertThat(since).isBetween(1.0, story.end() - story.begin());
  }

  @Test
  void shouldCountWhatWasSent() throws Exception {
    // Given
    Map<String, Double> expected = new TreeMap<>();
    story
        .truth()
        .notificationsSent()
        .forEach(
            (audience, actions) ->
                actions.forEach(
                    (action, count) ->
                        expected.put(lower(audience) + " " + lower(action), count.doubleValue())));

    // When
    Map<String, Double> sent = byLegend(responder.panel(ResponderBoard.SENT));

    // Then
    assertThat(expected).hasSizeGreaterThan(5);
    sent.forEach(
        (name, count) -> assertThat(count).as(name).isEqualTo(expected.getOrDefault(name, 0.0)));
    assertThat(sent).containsKeys(expected.keySet().toArray(new String[0]));
  }

  @Test
  void shouldCountDeadLetters() throws Exception {
    // Given
    Map<String, Double> reasons = new TreeMap<>();
    story
        .truth()
        .detector()
        .deadLetters()
        .forEach(
            (reason, count) -> reasons.put("message_log " + lower(reason), count.doubleValue()));
    double all = reasons.values().stream().mapToDouble(Double::doubleValue).sum();

    // When
    Map<String, Double> byReason = byLegend(sre.panel(SreBoard.DEAD_BY_REASON));
    Map<String, Double> byProvider = byLegend(sre.panel(SreBoard.DEAD_BY_PROVIDER));

    // Then
    assertThat(reasons).hasSizeGreaterThan(5);
    assertThat(byReason).isEqualTo(reasons);
    assertThat(byProvider).containsEntry("message_log " + Traffic.PROVIDERS.getLast(), all);
    assertThat(byProvider.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(all);
  }

  @Test
  void shouldCountEveryRecordThatCameIn() throws Exception {
    // Given
    StoryReport.Inputs inputs = story.truth().inputs();
    double pushed = inputs.records() + inputs.malformedRecords();

    // When
    List<Series> kept =
        answers.now(
            "sum by (outcome) (increase(tocsin_inbound_records_total{job=\"$job\"}[$__range]))");

    // Then
    assertThat(kept.stream().mapToDouble(Series::last).sum()).isEqualTo(pushed);
  }

  @Test
  void shouldEvaluateEveryRule() throws Exception {
    // Given
    List<String> wrong = new ArrayList<>();

    // When
    for (JsonNode rule : story.prometheus().rules()) {
      String expression = rule.path("query").asText();
      List<Series> now = answers.now(expression);
      answers.overTime(expression);
      // An alert without a series does not fire; a recorded series has to be there.
      if (now.isEmpty() && rule.path("type").asText().equals("recording")) {
        wrong.add("%s records nothing: %s".formatted(rule.path("name").asText(), expression));
      }
    }

    // Then
    assertThat(story.prometheus().ruleFiles()).hasSameSizeAs(PlayedStory.ruleFiles());
    assertThat(story.prometheus().failedRules()).isEmpty();
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldKnowTheMetricsOfKafkaAndTheJvm() throws Exception {
    // Given
    Set<String> scraped =
        story
            .scrape()
            .lines()
            .filter(line -> !line.startsWith("#") && !line.startsWith("tocsin_"))
            .map(line -> line.replaceFirst("[{ ].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    GeneratedPage.writeIfAsked(KnownSeries.FOREIGN, String.join("\n", scraped) + "\n");

    // When
    Set<String> asked =
        ShippedBoard.queries().stream()
            .flatMap(query -> new PromQl(query.expression()).selectors().stream())
            .map(PromQl.Selector::metric)
            .filter(name -> name.startsWith("kafka_") || name.startsWith("jvm_"))
            .collect(Collectors.toSet());

    // Then
    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(scraped).containsAll(asked);
  }

  private void assertColumn(String title, ToDoubleFunction<IncidentSummary> truth)
      throws IOException, InterruptedException {
    // When
    Map<String, Double> shown = new HashMap<>();
    for (Series series : answers.now(column(title))) {
      shown.put(series.label("incident"), series.last());
    }

    // Then
    assertThat(shown).as(title).containsOnlyKeys(active().keySet());
    active()
        .forEach(
            (incident, summary) ->
                assertThat(shown.get(incident))
                    .as("%s of %s", title, incident)
                    .isCloseTo(truth.applyAsDouble(summary), within(0.01)));
  }

  /** Query of a column of the table of incidents, found by the title that the reader sees. */
  private String column(String title) {
    ShippedPanel panel = responder.panel(ResponderBoard.INCIDENTS);
    JsonNode titles = panel.json().at("/transformations/2/options/renameByName");
    for (ShippedQuery query : panel.queries()) {
      String field = "Value #" + query.refId();
      boolean value = titles.path(field).asText().equals(title);
      boolean label = titles.path(lower(title)).asText().equals(title);
      if (value || (label && !titles.has(field))) {
        return query.expression();
      }
    }
    throw new AssertionError("the table has no column " + title);
  }

  private static Map<String, IncidentSummary> active() {
    return story.summaries().entrySet().stream()
        .filter(entry -> entry.getValue().getStatus().equals("ACTIVE"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static double pending(IncidentSummary summary) {
    return summary.getPending().values().stream().mapToDouble(Long::doubleValue).sum();
  }

  /** The only value of a panel. */
  private static double only(ShippedPanel panel) throws IOException, InterruptedException {
    Map<String, Double> values = byLegend(panel);
    assertThat(values).as(panel.title()).hasSize(1);
    return values.values().iterator().next();
  }

  /** Values of a panel by legend. */
  private static Map<String, Double> byLegend(ShippedPanel panel)
      throws IOException, InterruptedException {
    Map<String, Double> values = new TreeMap<>();
    for (ShippedQuery query : panel.queries()) {
      for (Series series : answers.now(query.expression())) {
        values.put(series.name(query.legend()), series.last());
      }
    }
    return values;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
