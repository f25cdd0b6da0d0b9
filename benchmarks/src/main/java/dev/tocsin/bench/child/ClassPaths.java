package dev.tocsin.bench.child;

import dev.tocsin.testkit.ChildMain;
import dev.tocsin.testkit.ChildProcessException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Class paths of child processes. */
public final class ClassPaths {

  /** Names the directory that the Flink contenders were built into. */
  public static final String FLINK_PROPERTY = "tocsin.bench.flink";

  private static final Pattern FLINK_JAR = Pattern.compile("flink-runtime-(.+)\\.jar");
  private static final Pattern CONNECTOR_JAR = Pattern.compile("flink-connector-kafka-(.+)\\.jar");

  private ClassPaths() {}

  /** Flink with its own RocksDB, its contenders, and the testkit for {@link ChildMain}. */
  public static String flink() {
    Path home = flinkHome();
    return String.join(
        File.pathSeparator,
        home.resolve("classes").toString(),
        home.resolve("lib").toString() + "/*",
        location(ChildMain.class));
  }

  /** Whether the Flink contenders were built. */
  public static boolean hasFlink() {
    String home = System.getProperty(FLINK_PROPERTY);
    return home != null && Files.isDirectory(Path.of(home, "lib"));
  }

  /** The version of Flink and of its Kafka connector, as their jars say. */
  public static String flinkVersion() {
    if (!hasFlink()) {
      return "not built";
    }
    return version(FLINK_JAR) + ", flink-connector-kafka " + version(CONNECTOR_JAR);
  }

  private static String version(Pattern jar) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(flinkHome().resolve("lib"))) {
      for (Path path : jars) {
        Matcher matcher = jar.matcher(path.getFileName().toString());
        if (matcher.matches()) {
          return matcher.group(1);
        }
      }
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Path flinkHome() {
    String home = System.getProperty(FLINK_PROPERTY);
    if (home == null || !hasFlink()) {
      throw new ChildProcessException(
          "the Flink contenders are not built: build with -Pbenchmarks and set -D"
              + FLINK_PROPERTY
              + " to benchmarks/flink/target");
    }
    return Path.of(home);
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new ChildProcessException("where " + type + " was loaded from has no path", e);
    }
  }
}
