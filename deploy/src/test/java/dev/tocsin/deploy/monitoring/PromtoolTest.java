package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.deploy.support.Program;
import dev.tocsin.deploy.support.Yaml;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("tools")
class PromtoolTest {

  private final Program promtool = Program.ofPrometheus("promtool");

  @Test
  void shouldCheckTheConfigurationAndItsRules() throws Exception {
    // When
    Program.Result result = promtool.run(Checkout.MONITORING, "check", "config", "prometheus.yml");
    // Then
    assertThat(result.output()).contains("rules/tocsin.rules.yml").contains("rules found");
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void shouldFindNothingToObjectToInTheRules() throws Exception {
    // When
    Program.Result result =
        promtool.run(Checkout.MONITORING, "check", "rules", "--lint-fatal", Rules.FILE.toString());
    // Then
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  static Stream<Path> ruleTests() {
    return Checkout.list(Rules.TESTS, ".yml").stream().map(Path::getFileName);
  }

  @ParameterizedTest
  @MethodSource("ruleTests")
  void shouldFireAndNotFireAsTheRuleTestsSay(Path file) throws Exception {
    // When
    Program.Result result = promtool.run(Rules.TESTS, "test", "rules", file.toString());
    // Then
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void shouldReadEveryQueryOfTheRunbooks(@TempDir Path directory) throws Exception {
    // Given
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    Runbook.all().stream()
        .flatMap(page -> page.blocks("promql").stream())
        .forEach(
            query -> {
              ObjectNode rule = rules.addObject().put("record", "query").put("expr", query);
              rule.putObject("labels").put("n", Integer.toString(rules.size()));
            });
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putArray("groups").addObject().put("name", "runbooks").set("rules", rules);
    Path written = Files.writeString(directory.resolve("runbooks.yml"), Yaml.print(file));
    // When
    Program.Result result = promtool.run(directory, "check", "rules", written.toString());
    // Then
    assertThat(rules.size()).isGreaterThan(Runbook.all().size());
    assertThat(result.exitCode()).as(result.output()).isZero();
  }
}
