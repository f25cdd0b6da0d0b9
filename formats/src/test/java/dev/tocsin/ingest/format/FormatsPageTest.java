package dev.tocsin.ingest.format;

import dev.tocsin.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

class FormatsPageTest {

  @Test
  void shouldMatchCommittedPage() {
    // When
    String page = FormatsPage.markdown();

    // Then
    GeneratedPage.shouldEqual("docs/formats.md", page);
  }
}
