package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.GeneratedPage;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {

  @Test
  void shouldMatchThePageInTheRepository() {
    GeneratedPage.shouldEqual("docs/configuration.md", ConfigDocs.markdown());
  }

  @Test
  void shouldNotDependOnTheMachineItIsMadeOn() {
    assertThat(ConfigDocs.markdown())
        .doesNotContain(System.getProperty("user.home") + "/")
        .doesNotContain("state.dir` | `");
  }
}
