package dev.tocsin.ingest.format;

import dev.tocsin.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

class FormatDocsTest {

  @Test
  void shouldMatchThePageInTheRepository() {
    // When
    String page = FormatDocs.markdown();

    // Then
    GeneratedPage.shouldEqual("docs/formats.md", page);
  }
}
