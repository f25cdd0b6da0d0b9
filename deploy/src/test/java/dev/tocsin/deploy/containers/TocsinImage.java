package dev.tocsin.deploy.containers;

import dev.tocsin.deploy.support.Program;
import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tocsin's image and that of the demo, built from the target directories of the checkout; {@code
 * -Dtocsin.image=NAME} and {@code -Dtocsin.demo.image=NAME} test images that exist.
 *
 * @param name of the production image
 * @param demo name of the demo image
 */
record TocsinImage(String name, String demo) {

  static TocsinImage build() {
    try {
      return new TocsinImage(
          named("tocsin.image", "tocsin:test", "tocsin"),
          named("tocsin.demo.image", "tocsin-demo:test", "demo"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The demo image in place of the production image. */
  TocsinImage ofDemo() {
    return new TocsinImage(demo, demo);
  }

  private static String named(String property, String tag, String target)
      throws IOException, InterruptedException {
    String given = System.getProperty(property, "");
    if (!given.isEmpty()) {
      return given;
    }
    List<String> command =
        new ArrayList<>(List.of("docker", "build", "--file", "deploy/docker/Dockerfile"));
    command.addAll(List.of("--build-arg", "CLASSES=checkout"));
    command.addAll(List.of("--build-arg", "JDK_IMAGE=" + ComposeFile.image("JDK_IMAGE")));
    command.addAll(List.of("--build-arg", "BASE_IMAGE=" + ComposeFile.image("BASE_IMAGE")));
    command.addAll(List.of("--target", target, "--tag", tag, "."));
    Program.Result build = Program.run(command, Checkout.ROOT, Map.of());
    if (build.exitCode() != 0) {
      throw new IllegalStateException(
          "the image cannot be built: " + String.join(" ", command) + "\n" + build.output());
    }
    return tag;
  }
}
