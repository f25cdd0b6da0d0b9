package dev.tocsin.deploy.containers;

import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    Path log = Checkout.ROOT.resolve("deploy/target/image.log");
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
      Files.createDirectories(log.getParent());
      Process build =
          new ProcessBuilder(command)
              .directory(Checkout.ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (build.waitFor() != 0) {
        throw new IllegalStateException(
            "the image cannot be built: " + String.join(" ", command) + "\n" + tail(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new TocsinImage(BUILT);
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
