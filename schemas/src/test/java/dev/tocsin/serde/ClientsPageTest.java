package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the recipes in Java; clients/test.sh runs them. */
class ClientsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "clients.md");

  /** This module and its dependencies. */
  private static final Pattern BROUGHT =
      Pattern.compile(
          ".*[/\\\\](schemas[/\\\\]target[/\\\\]classes|(kafka-clients|avro|jackson-\\w+)-[\\d.]+\\.jar)");

  @TempDir private Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"Provider", "Notifier"})
  void shouldCompileWithSchemasModuleOnly(String name) throws IOException {
    // Given
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of("-cp", classPath(), "-d", classes.toString(), "-proc:none", "-Xlint:deprecation");

    // When
    boolean compiled =
        compiler.getTask(null, null, diagnostics, options, null, List.of(source(name))).call();

    // Then
    assertThat(diagnostics.getDiagnostics()).isEmpty();
    assertThat(compiled).isTrue();
    assertThat(classes).isDirectoryContaining("glob:**/" + name + ".class");
  }

  private static String classPath() {
    List<String> path =
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> BROUGHT.matcher(entry).matches())
            .toList();
    assertThat(path).hasSizeGreaterThan(4);
    return path.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static JavaFileObject source(String name) throws IOException {
    Matcher block =
        Pattern.compile(
                "<!-- run: %s\\.java -->\n```java\n(.*?)\n```".formatted(name), Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as("a recipe %s in %s", name, PAGE).isTrue();
    String text = block.group(1);
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
