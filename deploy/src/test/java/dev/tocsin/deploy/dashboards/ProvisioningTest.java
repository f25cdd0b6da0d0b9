package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.deploy.support.Yaml;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  private static final Path GRAFANA = Checkout.MONITORING.resolve("grafana");

  @Test
  void shouldProvideTheDataSourceThatBoardsStartWith() {
    // Given
    JsonNode file = Yaml.read(GRAFANA.resolve("provisioning/datasources/prometheus.yml"));
    JsonNode source = file.at("/datasources/0");

    // Then
    assertThat(file.path("datasources")).hasSize(1);
    assertThat(source.path("type").asText()).isEqualTo(BoardVariables.DATASOURCE_TYPE);
    assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(source.path("isDefault").asBoolean()).isTrue();
    for (ShippedBoard board : ShippedBoard.all()) {
      JsonNode current = board.json().at("/templating/list/0/current");
      assertThat(current.path("value").asText()).isEqualTo(source.path("uid").asText());
      assertThat(current.path("text").asText()).isEqualTo(source.path("name").asText());
    }
  }

  @Test
  void shouldKnowHowOftenPrometheusScrapes() {
    // Given
    JsonNode prometheus = Yaml.read(Checkout.MONITORING.resolve("prometheus.yml"));
    JsonNode source = Yaml.read(GRAFANA.resolve("provisioning/datasources/prometheus.yml"));

    // Then
    assertThat(source.at("/datasources/0/jsonData/timeInterval").asText())
        .isEqualTo(prometheus.at("/global/scrape_interval").asText());
    assertThat(prometheus.path("scrape_configs"))
        .extracting(job -> job.path("job_name").asText())
        .contains(BoardVariables.JOB);
  }

  @Test
  void shouldLoadBoardsFromWhereThePageMountsThem() {
    // Given
    JsonNode file = Yaml.read(GRAFANA.resolve("provisioning/dashboards/tocsin.yml"));
    String path = file.at("/providers/0/options/path").asText();

    // Then
    assertThat(file.path("providers")).hasSize(1);
    assertThat(file.at("/providers/0/type").asText()).isEqualTo("file");
    assertThat(BoardsPage.render())
        .contains("`deploy/monitoring/grafana/dashboards` at `" + path + "`");
  }

  @Test
  void shouldGiveEachBoardAnAddressOfItsOwn() {
    Set<String> uids = new HashSet<>();
    for (ShippedBoard board : ShippedBoard.all()) {
      assertThat(uids.add(board.json().path("uid").asText())).as("%s", board).isTrue();
    }
    assertThat(uids).containsExactlyInAnyOrder(ResponderBoard.UID, SreBoard.UID);
  }
}
