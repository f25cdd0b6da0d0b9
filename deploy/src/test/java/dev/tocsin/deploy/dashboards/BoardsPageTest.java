package dev.tocsin.deploy.dashboards;

import org.junit.jupiter.api.Test;

class BoardsPageTest {

  @Test
  void shouldListThePanelsThatAreShipped() {
    Checkout.shouldEqual(BoardsPage.PATH, BoardsPage.render());
  }
}
