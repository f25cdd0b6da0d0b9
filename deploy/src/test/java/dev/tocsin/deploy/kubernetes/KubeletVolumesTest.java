package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.support.Program;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.ops.encryption.KeysetFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the detector as the user of the image, on volumes with the owners and modes that the
 * kubelet gives them. There are no brokers, so that it only checks the volumes.
 */
@Tag("tools")
class KubeletVolumesTest {

  private static final int USER = 10001;
  private static final int BROKERS_AWAY = 69;
  private static final int INVALID_CONFIGURATION = 78;

  private static final int ROOT_MODE = 0755;
  private static final int SECRET_MODE = 0400;
  private static final int WRITABLE = 0660;
  private static final int READABLE = 0440;
  private static final int DIRECTORY = 02110;

  @TempDir private static Path classes;

  private static String classPath;

  @TempDir private Path directory;

  private Path volume;
  private Path keyset;

  @BeforeAll
  static void shareClasses() throws IOException {
    assertThat(System.getProperty("user.name"))
        .as("only root can be the kubelet; be root, or leave the profile tools out")
        .isEqualTo("root");
    mode(classes, ROOT_MODE);
    classPath = shareClassPath();
  }

  @BeforeEach
  void mount() throws IOException {
    mode(directory, ROOT_MODE);
    volume = Files.createDirectory(directory.resolve("volume"));
    mode(volume, ROOT_MODE);
    fsGroup(volume, WRITABLE);
    Path secret = Files.createDirectory(directory.resolve("secret"));
    keyset = secret.resolve("keyset.json");
    new KeysetFile(keyset).create(HistoryKeyset.generate());
    mode(keyset, SECRET_MODE);
    mode(secret, ROOT_MODE);
    fsGroup(secret, READABLE);
  }

  @Test
  void shouldAcceptItsVolumesUnlessTheGroupMayEnter() throws Exception {
    // Given
    Program.Result first = start();
    // When
    Program.Result second = start();
    fsGroup(volume, WRITABLE);
    Program.Result third = start();
    // Then
    assertThat(first).satisfies(KubeletVolumesTest::lacksBrokersOnly);
    assertThat(second).satisfies(KubeletVolumesTest::lacksBrokersOnly);
    // What fsGroupChangePolicy: Always would do at the next start.
    assertThat(third.exitCode()).isEqualTo(INVALID_CONFIGURATION);
    assertThat(third.output()).contains("state directory", "others may enter it");
  }

  /** A secret's defaultMode of 0644, which is Kubernetes' own default. */
  @Test
  void shouldRejectAKeysetThatOthersMayRead() throws Exception {
    // Given
    mode(keyset, 0644);
    // When
    Program.Result run = start();
    // Then
    assertThat(run.exitCode()).isEqualTo(INVALID_CONFIGURATION);
    assertThat(run.output()).contains("others may read or change " + keyset);
  }

  private static void lacksBrokersOnly(Program.Result run) {
    assertThat(run.exitCode()).as(run.output()).isEqualTo(BROKERS_AWAY);
    assertThat(run.output()).doesNotContain("state directory", "keyset");
  }

  private Program.Result start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("setpriv");
    command.addAll(List.of("--reuid=" + USER, "--regid=" + USER, "--groups=" + USER));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath, "dev.tocsin.cli.Main", "run"));
    Map<String, String> environment =
        Map.of(
            "TOCSIN_STATE_DIR", volume.resolve("state").toString(),
            "TOCSIN_HISTORY_KEYSET_FILE", keyset.toString(),
            "TOCSIN_BOOTSTRAP_SERVERS", "127.0.0.1:9",
            "TOCSIN_SCHEMA_REGISTRY_URL", "http://127.0.0.1:9",
            // There are no brokers, so that waiting is useless.
            "TOCSIN_KAFKA_ADMIN_DEFAULT_API_TIMEOUT_MS", "2000",
            "TOCSIN_KAFKA_ADMIN_REQUEST_TIMEOUT_MS", "1000",
            "TOCSIN_SCHEMA_REGISTRY_MAX_RETRIES", "0");
    return Program.run(command, directory, environment);
  }

  /** The class path of this JVM where another user can read it. */
  private static String shareClassPath() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      Path to = classes.resolve(entries.size() + "-" + from.getFileName());
      if (Files.exists(from)) {
        share(from, to);
        entries.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void share(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Gives a volume to the group, as the kubelet does when its root has another one. */
  private static void fsGroup(Path root, int mask) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            give(path, mask | DIRECTORY);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            give(path, mask);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void give(Path path, int mask) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode") & 07777;
    Files.setAttribute(path, "unix:gid", USER);
    mode(path, mode | mask);
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }
}
