package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private final CapturedLog log = new CapturedLog();
  private final List<String> closed = new ArrayList<>();
  private final Resources resources = new Resources();

  @BeforeEach
  void attach() {
    log.attach();
  }

  @AfterEach
  void detach() {
    log.detach();
  }

  @Test
  void shouldNameTheResourceThatFailsToClose() {
    // Given
    resources.add("metrics", () -> closed.add("metrics"));
    resources.add(
        "HTTP server",
        () -> {
          throw new IllegalStateException("secret hunter2 of +12025550123");
        });
    resources.add("health", () -> closed.add("health"));

    // When
    resources.close();

    // Then
    assertThat(closed).containsExactly("health", "metrics");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("Failed to close a resource ")
        .contains("resource=HTTP server", "exception=java.lang.IllegalStateException")
        .doesNotContain("hunter2", "12025550123");
  }

  @Test
  void shouldCloseEachResourceOnce() {
    // Given
    resources.add("metrics", () -> closed.add("metrics"));
    resources.close();

    // When
    resources.close();

    // Then
    assertThat(closed).containsExactly("metrics");
    assertThat(log.lines()).isEmpty();
  }
}
