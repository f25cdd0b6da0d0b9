package dev.tocsin.topology.state;

import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import org.junit.jupiter.api.Test;

class StoredWindowsTest {

  private final Table store = TestStores.table(StoreTable.MATCH_WINDOW);
  private final StoredWindows windows = new StoredWindows(store);

  @Test
  void shouldKnowTheWindowsAfterARestart() {
    // Given
    windows.apply(window("w").at(4));
    windows.apply(window("gone").at(5));
    windows.apply(withdrawn("gone", 6));

    // When
    StoredWindows reopened = new StoredWindows(store);

    // Then
    assertThat(reopened.window("w")).isEqualTo(window("w").get());
    assertThat(reopened.window("gone")).isNull();
    assertThat(reopened.book().revision()).isEqualTo(6);
  }

  @Test
  void shouldIgnoreAnOlderRevision() {
    // Given
    windows.apply(withdrawn("w", 6));

    // When
    boolean applied = windows.apply(window("w").at(5));

    // Then
    assertThat(applied).isFalse();
    assertThat(new StoredWindows(store).window("w")).isNull();
  }
}
