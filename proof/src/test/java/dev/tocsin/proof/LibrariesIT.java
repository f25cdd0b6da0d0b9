package dev.tocsin.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code tocsin prove faults} starts the detector on the libraries of this module. Other tests run
 * on the class path of the tests, which has more.
 */
class LibrariesIT {

  @Test
  void shouldContainThoseOfTheDetector() {
    // When
    List<String> detector = libraries("streams-app");

    // Then
    assertThat(detector).hasSizeGreaterThan(20);
    assertThat(libraries("proof")).containsAll(detector);
  }

  private static List<String> libraries(String module) {
    return Checkout.list(Checkout.ROOT.resolve(module).resolve("target/lib"), ".jar").stream()
        .map(Path::getFileName)
        .map(Path::toString)
        .toList();
  }
}
