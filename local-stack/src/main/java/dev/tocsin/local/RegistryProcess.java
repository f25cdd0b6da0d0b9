package dev.tocsin.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema registry in a process of its own, which ends when this one does (see {@link
 * RegistryMain}). Schemas of a temporary stack live in memory; those of a kept one in a database
 * file that is written through, so that an id in a record is never without its schema.
 */
final class RegistryProcess {

  private static final Logger log = LoggerFactory.getLogger(RegistryProcess.class);

  private static final String LAUNCHER = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
  private static final String API = "/apis/ccompat/v7";
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: https?://[^\\s:]+:(\\d+)");
  private static final Pattern FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ )");
  private static final int TAIL_LINES = 25;
  private static final int TAIL_WIDTH = 300;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(8);

  /** A registry without its database listens and answers 500, for ever. */
  private static final Duration LONGEST_FAILING = Duration.ofSeconds(10);

  private final Process process;
  private final Path logFile;
  private final boolean graceful;
  private final @Nullable StackSecurity security;
  private volatile int port;
  private volatile boolean ready;
  private volatile boolean stopping;

  private RegistryProcess(
      Process process, Path logFile, boolean graceful, @Nullable StackSecurity security) {
    this.process = process;
    this.logFile = logFile;
    this.graceful = graceful;
    this.security = security;
  }

  /**
   * Starts the process and returns at once.
   *
   * @throws LocalStackException when it cannot be started; the message says how to fix it
   */
  static RegistryProcess launch(
      LocalStackSettings settings, StackDirectory directory, @Nullable StackSecurity security) {
    Path home = RegistryHome.find(settings.registryHome());
    Ports.requireFree("schema registry", settings.registryPort());
    Path work = directory.registry();
    try {
      Files.createDirectories(work.resolve("tmp"));
      Path logFile = work.resolve("registry.log");
      if (Files.exists(logFile)) {
        Files.move(
            logFile, work.resolve("registry.previous.log"), StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(command(settings, home, work, !directory.isTemporary(), security))
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(logFile.toFile());
      dropForeignConfiguration(builder.environment());
      RegistryProcess registry =
          new RegistryProcess(builder.start(), logFile, !directory.isTemporary(), security);
      var unused =
          registry.process.onExit().thenAccept(ended -> registry.reportEnd(ended.exitValue()));
      return registry;
    } catch (IOException e) {
      throw new LocalStackException(
          "The schema registry's process cannot be started in "
              + work
              + ": "
              + e.getMessage()
              + ". Check the directory's permissions and that "
              + java()
              + " runs.",
          e);
    }
  }

  /** The base URL of the registry's Confluent-compatible API; known once it is ready. */
  String url() {
    return (security == null ? "http" : "https") + "://" + Ports.HOST + ":" + port + API;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until the registry answers.
   *
   * @throws LocalStackException with the end of its log when it does not
   */
  void awaitReady(StartDeadline deadline) {
    try (HttpClient client = newClient()) {
      OptionalInt status = ask(client);
      @Nullable StartDeadline failing = null;
      while (status.orElse(0) != 200) {
        if (!process.isAlive()) {
          throw failure("ended with exit code " + process.exitValue() + " while starting");
        }
        if (status.isPresent() && failing == null) {
          failing = StartDeadline.in(LONGEST_FAILING);
        }
        if (status.isPresent() && failing != null && failing.passed()) {
          throw failure("answers with HTTP status " + status.orElse(0) + " while starting");
        }
        if (deadline.passed()) {
          throw failure("did not answer in time");
        }
        Thread.sleep(POLL);
        status = ask(client);
      }
      ready = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was still starting when the wait was interrupted");
    }
  }

  /** Asks the process to end, without waiting; it may be called at any time and more than once. */
  void requestStop() {
    stopping = true;
    if (!graceful) {
      process.destroyForcibly();
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe breaks when the process is gone, which is what was asked for.
      log.atDebug().setCause(e).log("The registry's process had ended by itself");
    }
  }

  /** Asks the process to end and returns when it has. */
  void stop() {
    requestStop();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().addKeyValue("pid", pid()).log("The registry did not end in time; killing it");
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private HttpClient newClient() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(GRACE).proxy(HttpClient.Builder.NO_PROXY);
    if (security != null) {
      builder.sslContext(security.certificates().trustingContext());
    }
    return builder.build();
  }

  /** The HTTP status of its answer; empty while there is no answer. */
  private OptionalInt ask(HttpClient client) throws InterruptedException {
    if (port == 0) {
      port = announcedPort().orElse(0);
    }
    if (port == 0) {
      return OptionalInt.empty();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/subjects")).timeout(GRACE);
    if (security != null) {
      request.header("Authorization", security.basicHeader(RegistryUser.READER));
    }
    try {
      return OptionalInt.of(
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * The registry chose its port itself, so that no other program takes it in between; its log has
   * it.
   */
  private OptionalInt announcedPort() {
    Matcher matcher = LISTENING.matcher(readLog());
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private void reportEnd(int exitCode) {
    if (ready && !stopping) {
      log.atError()
          .addKeyValue("exitCode", exitCode)
          .addKeyValue("log", logFile)
          .log("The local schema registry ended by itself; restart the local stack\n" + tail());
    }
  }

  private LocalStackException failure(String what) {
    return new LocalStackException(
        "The schema registry "
            + what
            + ". Its log ends with:\n"
            + tail()
            + "\nMore heap, a longer start timeout, or a new data directory may fix it; it can also"
            + " be left out.");
  }

  /**
   * The last lines of the log that say something: the frames of stack traces would crowd them out.
   */
  private String tail() {
    List<String> lines =
        readLog()
            .lines()
            .filter(line -> !FRAME.matcher(line).find())
            .map(line -> line.substring(0, Math.min(line.length(), TAIL_WIDTH)))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private String readLog() {
    try {
      return new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + logFile + " cannot be read: " + e + ")";
    }
  }

  private static List<String> command(
      LocalStackSettings settings,
      Path home,
      Path work,
      boolean keep,
      @Nullable StackSecurity security)
      throws IOException {
    Path classes = work.resolve("classes");
    copyMainTo(classes);
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-Xmx" + settings.registryHeapMiB() + "m");
    // It lives for minutes and serves a handful of requests: start-up is all that counts, and with
    // the first compiler alone it takes a third less time and half the processor.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    // What the launcher's manifest asks for, which counts only under -jar.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    Map<String, String> config = ApicurioConfig.of(settings.registryPort(), work, keep);
    if (security != null) {
      security.secureRegistry(config);
    }
    config.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(classes + File.pathSeparator + home.resolve("quarkus-run.jar"));
    command.add(RegistryMain.class.getName());
    command.add(StackDirectory.registryLock(work).toString());
    command.add(LAUNCHER);
    return command;
  }

  /** Alone on the class path: with the application's jar would come its libraries. */
  private static void copyMainTo(Path classes) throws IOException {
    String packageDir = RegistryMain.class.getPackageName().replace('.', '/') + "/";
    String name = packageDir + RegistryMain.class.getSimpleName() + ".class";
    Path target = classes.resolve(name);
    Files.createDirectories(classes.resolve(packageDir));
    try (InputStream in = RegistryMain.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the class file " + name + " is not on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The shell's settings for other programs must not change this one. */
  private static void dropForeignConfiguration(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("QUARKUS_")
                    || name.startsWith("APICURIO_")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS"));
  }
}
