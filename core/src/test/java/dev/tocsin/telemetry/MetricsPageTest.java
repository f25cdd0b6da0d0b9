package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.Metric.Kind;
import dev.tocsin.telemetry.Metric.Label;
import dev.tocsin.telemetry.Telemetry.Outcome;
import dev.tocsin.testkit.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
  private static final Pattern NAME = Pattern.compile("tocsin_[a-z0-9_]+");

  @Test
  void shouldMatchCommittedPage() {
    // When
    String page = MetricsPage.render();

    // Then
    GeneratedPage.shouldEqual("docs/metrics.md", page);
  }

  @Test
  void shouldNameExistingMetricsOnly() throws IOException {
    // Given
    List<String> names = Arrays.stream(Metric.values()).map(Metric::prometheusName).toList();
    List<String> pages = List.of(MetricsPage.render(), Files.readString(OPERATIONS));

    // Then
    for (String page : pages) {
      assertThat(NAME.matcher(page).results().map(match -> match.group()))
          .isNotEmpty()
          .allSatisfy(
              name ->
                  assertThat(names).contains(name.replaceFirst("_(bucket|sum|count|max)$", "")));
    }
  }

  @Test
  void shouldListEveryValueOfSmallLabels() {
    assertValues(Label.OUTCOME, Outcome.values());
    assertValues(Label.AUDIENCE, Audience.values());
    assertValues(Label.ACTION, NotificationAction.values());
    assertValues(Label.CAUSE, PendingCause.values());
    assertValues(Label.STATUS, IncidentView.Status.values());
    assertValues(Label.COVERAGE, Coverage.State.values());
    assertThat(Label.REASON.origin())
        .contains(Metric.labelValue(DeadLetterReason.MALFORMED_PAYLOAD));
  }

  @Test
  void shouldFollowPrometheusConventions() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.prometheusName()).matches("tocsin(_[a-z]+)+");
      assertThat(metric.prometheusName().endsWith("_total"))
          .as(metric.prometheusName())
          .isEqualTo(metric.kind() == Kind.COUNTER);
      assertThat(metric.help()).endsWith(".").doesNotContain("|");
    }
  }

  private static void assertValues(Label label, Enum<?>[] values) {
    for (Enum<?> value : values) {
      assertThat(label.origin()).contains("`" + Metric.labelValue(value) + "`");
    }
  }
}
