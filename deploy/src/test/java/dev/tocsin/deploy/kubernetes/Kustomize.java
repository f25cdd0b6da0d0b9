package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the kustomize of kubectl. */
final class Kustomize {

  private static final Path INSTALLED = Checkout.ROOT.resolve(".tocsin/tools/kubectl");
  private static final String REMEDY =
      "; run deploy/kubernetes/install-kubectl.sh, or install kubectl 1.27 or newer";

  private Kustomize() {}

  /**
   * @param directory below {@code deploy/kubernetes}
   */
  static Rendered render(String directory) {
    return new Rendered(Manifests.read(build(Checkout.KUBERNETES.resolve(directory))));
  }

  static String build(Path directory) {
    try {
      Path errors = Files.createTempFile("kustomize", ".err");
      Process process =
          new ProcessBuilder(kubectl(), "kustomize", directory.toString())
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("kubectl kustomize ended").isTrue();
      String warnings = Files.readString(errors);
      Files.delete(errors);
      assertThat(process.exitValue()).as("kubectl kustomize %s: %s", directory, warnings).isZero();
      // Warnings name deprecated fields.
      assertThat(warnings).as("warnings of kubectl kustomize %s", directory).isEmpty();
      return output;
    } catch (IOException e) {
      throw new AssertionError("kubectl cannot be run: " + e.getMessage() + REMEDY, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String kubectl() {
    return Optional.of(INSTALLED).filter(Files::isExecutable).map(Path::toString).orElse("kubectl");
  }
}
