package dev.tocsin.deploy.containers;

import dev.tocsin.deploy.support.Program;
import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Tocsin's image, built from what the build of the checkout left; {@code -Dtocsin.image=NAME} tests
 * one that is there.
 */
record TocsinImage(String name) {

  private static final String BUILT = "tocsin:test";

  static TocsinImage build() {
    String given = System.getProperty("tocsin.image", "");
    if (!given.isEmpty()) {
      return new TocsinImage(given);
    }
    List<String> command =
        List.of(
            "docker",
            "build",
            "--file",
            "deploy/docker/Dockerfile",
            "--build-arg",
            "CLASSES=checkout",
            "--build-arg",
            "JDK_IMAGE=" + ComposeFile.image("JDK_IMAGE"),
            "--build-arg",
            "BASE_IMAGE=" + ComposeFile.image("BASE_IMAGE"),
            "--tag",
            BUILT,
            ".");
    try {
      Program.Result build = Program.run(command, Checkout.ROOT, Map.of());
      if (build.exitCode() != 0) {
        throw new IllegalStateException(
            "the image cannot be built: " + String.join(" ", command) + "\n" + build.output());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new TocsinImage(BUILT);
  }
}
