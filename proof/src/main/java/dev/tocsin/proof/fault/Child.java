package dev.tocsin.proof.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that runs Tocsin's command line. It ends with this process at the latest. */
final class Child implements AutoCloseable {

  private static final Duration KILLED = Duration.ofSeconds(30);

  private final Spec spec;
  private final Process process;

  /**
   * What to start.
   *
   * @param name for messages
   * @param heapMiB largest heap, in MiB
   * @param options more options of the JVM
   * @param args of {@code tocsin}
   * @param environment added to that of this process, which keeps no {@code TOCSIN_} variable
   * @param log where everything goes that it prints
   */
  record Spec(
      String name,
      int heapMiB,
      List<String> options,
      List<String> args,
      Map<String, String> environment,
      Path log) {}

  private Child(Spec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * Starts a process and returns at once.
   *
   * @throws CannotRunException when that is not possible
   */
  static Child start(Spec spec) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + spec.heapMiB() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(spec.options());
    String apicurio = System.getProperty("tocsin.local.apicurio");
    if (apicurio != null) {
      command.add("-Dtocsin.local.apicurio=" + apicurio);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildMain.class.getName());
    command.addAll(spec.args());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(spec.log().toFile())
              .directory(spec.log().resolveSibling(".").toFile());
      builder.environment().keySet().removeIf(Child::isForeign);
      builder.environment().putAll(spec.environment());
      return new Child(spec, builder.start());
    } catch (IOException e) {
      throw new CannotRunException(spec.name() + " cannot be started", e);
    }
  }

  private static boolean isForeign(String variable) {
    return variable.startsWith("TOCSIN_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Processes that it started and that are alive. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Everything that it has printed so far. */
  String printed() {
    try {
      return Files.readString(spec.log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log() {
    return spec.log();
  }

  /** Physical memory that it has, in MiB; 0 where nobody says. */
  long residentMib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  /** Ends it at once, without a chance to do anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CannotRunException(spec.name() + " cannot be killed");
    }
  }

  /** Asks it to end, as an operator does. */
  void terminate() {
    // The process's own method would close its input, which is how it notices that we are gone.
    process.toHandle().destroy();
  }

  /** Whether it ended within the bound. */
  boolean ended(Duration bound) throws InterruptedException {
    return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes the processor away from it. */
  void freeze() throws InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void thaw() throws InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      if (kill.waitFor() != 0) {
        throw new CannotRunException("signal " + name + " did not reach " + spec.name());
      }
    } catch (IOException e) {
      throw new CannotRunException("there is no 'kill' to send a signal with", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
