package dev.tocsin.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation without the local stack, like the container image. */
class LocalPartsTest {

  @ParameterizedTest
  @ValueSource(strings = {"demo", "local"})
  void shouldSayWhereTheLocalStackIsToBeFound(String command) throws Exception {
    // Given
    StringWriter err = new StringWriter();
    URL[] classPath =
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> !entry.contains("local-stack"))
            .map(LocalPartsTest::url)
            .toArray(URL[]::new);

    // When
    int exitCode;
    try (URLClassLoader production =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> around = production.loadClass("dev.tocsin.cli.Surroundings");
      Object line =
          production
              .loadClass("dev.tocsin.cli.Main")
              .getMethod("commandLine", around)
              .invoke(null, around.getMethod("ofProcess").invoke(null));
      line.getClass().getMethod("setErr", PrintWriter.class).invoke(line, new PrintWriter(err));
      exitCode =
          (int)
              line.getClass()
                  .getMethod("execute", String[].class)
                  .invoke(line, (Object) new String[] {command});
    }

    // Then
    assertThat(exitCode).isEqualTo(78);
    assertThat(err.toString()).contains("./tocsin " + command).contains("checkout");
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
