package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.deploy.dashboards.ShippedBoard.ShippedPanel;
import dev.tocsin.testkit.GeneratedPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoardsTest {

  private static final int COLUMNS = 24;

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.Board#all")
  void shouldBeWhatItsDescriptionSays(Board board) {
    GeneratedPage.shouldEqual(ShippedBoard.DIRECTORY.resolve(board.file()), BoardJson.of(board));
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldBeDescribed(ShippedBoard shipped) {
    assertThat(Board.all()).extracting(Board::file).contains(shipped.toString());
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldNumberItsPanelsOnce(ShippedBoard board) {
    // When
    List<JsonNode> panels = new ArrayList<>();
    board.json().path("panels").forEach(panels::add);

    // Then
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels).extracting(panel -> panel.path("title").asText()).doesNotHaveDuplicates();
    assertThat(board.json().path("uid").asText()).startsWith("tocsin-");
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldExplainEveryPanel(ShippedBoard board) {
    assertThat(board.panels())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              JsonNode json = panel.json();
              assertThat(json.path("description").asText())
                  .as(panel.title())
                  .matches("(?s)[A-Z].+\\? .+\\.");
              assertThat(json.at("/fieldConfig/defaults/unit").asText())
                  .as(panel.title())
                  .isNotBlank();
              assertThat(panel.queries()).as(panel.title()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldAskTheDataSourceThatTheReaderChose(ShippedBoard board) {
    for (ShippedPanel panel : board.panels()) {
      List<JsonNode> sources = panel.json().findValues("datasource");
      assertThat(sources)
          .as(panel.title())
          .hasSize(1 + panel.queries().size())
          .allSatisfy(
              source -> {
                assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
                assertThat(source.path("type").asText()).isEqualTo("prometheus");
              });
    }
    assertThat(board.json().at("/templating/list/0/name").asText()).isEqualTo("datasource");
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldLayPanelsSideBySide(ShippedBoard board) {
    // Given
    Set<List<Integer>> taken = new HashSet<>();

    // When
    for (JsonNode panel : board.json().path("panels")) {
      JsonNode place = panel.path("gridPos");
      int left = place.path("x").asInt();
      int right = left + place.path("w").asInt();
      int top = place.path("y").asInt();

      // Then
      assertThat(right).as(panel.path("title").asText()).isLessThanOrEqualTo(COLUMNS);
      for (int x = left; x < right; x++) {
        for (int y = top; y < top + place.path("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y)))
              .as("%s lies upon another", panel.path("title").asText())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldRiseThroughItsThresholds(ShippedBoard board) {
    for (JsonNode thresholds : board.json().findValues("thresholds")) {
      double last = Double.NEGATIVE_INFINITY;
      assertThat(thresholds.at("/steps/0/value").isNull()).as("%s", thresholds).isTrue();
      for (int i = 1; i < thresholds.path("steps").size(); i++) {
        double next = thresholds.path("steps").get(i).path("value").asDouble(Double.NaN);
        assertThat(next).as("%s", thresholds).isGreaterThan(last);
        last = next;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.tocsin.deploy.dashboards.ShippedBoard#all")
  void shouldNotTakeSilenceForGoodNews(ShippedBoard board) {
    for (ShippedPanel panel : board.panels()) {
      if (panel.json().path("type").asText().equals("stat")) {
        // When
        List<String> colours = new ArrayList<>();
        for (JsonNode mapping : panel.json().at("/fieldConfig/defaults/mappings")) {
          if (mapping.at("/options/match").asText().equals("null")) {
            colours.add(mapping.at("/options/result/color").asText());
          }
        }

        // Then
        boolean silenceIsGood =
            panel.queries().stream().allMatch(ShippedBoard.ShippedQuery::emptyByNature);
        assertThat(colours)
            .as("%s without an answer", panel.title())
            .containsExactly(silenceIsGood ? Colour.GOOD.id() : Colour.WARN.id());
      }
    }
  }
}
