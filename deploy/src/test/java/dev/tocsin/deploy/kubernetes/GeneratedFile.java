package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a manifest that is made from the code with the one in the repository, or writes it. */
final class GeneratedFile {

  private static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private GeneratedFile() {}

  /**
   * @param path below {@code deploy/kubernetes}
   */
  static void shouldEqual(String path, String content) {
    Path file = Checkout.KUBERNETES.resolve(path);
    try {
      if (WRITE) {
        Files.writeString(file, content);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as("%s is out of date; write it with mvn test -Dtocsin.docs.write=true", file)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
