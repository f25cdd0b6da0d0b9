package dev.tocsin.deploy.dashboards;

import dev.tocsin.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

class BoardsPageTest {

  @Test
  void shouldListThePanelsThatAreShipped() {
    GeneratedPage.shouldEqual(BoardsPage.PATH, BoardsPage.render());
  }
}
