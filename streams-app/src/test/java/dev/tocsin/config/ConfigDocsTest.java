package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.GeneratedPage;
import dev.tocsin.wiring.Wiring;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {

  @Test
  void shouldMatchThePageInTheRepository() {
    GeneratedPage.shouldEqual(
        "docs/configuration.md", ConfigDocs.markdown(Wiring.defaultStreamsProps()));
  }

  @Test
  void shouldNotDependOnTheMachine() {
    assertThat(ConfigDocs.markdown(Wiring.defaultStreamsProps()))
        .doesNotContain(System.getProperty("user.home") + "/")
        .doesNotContain("state.dir` | `");
  }
}
