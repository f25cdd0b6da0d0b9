package dev.tocsin.deploy.dashboards;

import dev.tocsin.deploy.support.GeneratedFile;
import org.junit.jupiter.api.Test;

class BoardsPageTest {

  @Test
  void shouldListThePanelsThatAreShipped() {
    GeneratedFile.shouldEqual(BoardsPage.PATH, BoardsPage.render());
  }
}
