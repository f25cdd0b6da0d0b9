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
final class JvmChild implements Child {

  private static final int DETECTOR_HEAP_MIB = 384;
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
   * @param stateDir its state directory, if it has one
   * @param log where everything goes that it prints
   */
  record Spec(
      String name,
      int heapMiB,
      List<String> options,
      List<String> args,
      Map<String, String> environment,
      Path stateDir,
      Path log) {}

  private JvmChild(Spec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * Starts a process and returns at once.
   *
   * @throws CannotRunException when that is not possible
   */
  static JvmChild start(Spec spec) {
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
      builder.environment().keySet().removeIf(JvmChild::isForeign);
      builder.environment().putAll(spec.environment());
      return new JvmChild(spec, builder.start());
    } catch (IOException e) {
      throw new CannotRunException(spec.name() + " cannot be started", e);
    }
  }

  /** A detector, with a heap that leaves room for others on the machine. */
  static JvmChild detector(Launcher.Spec spec) {
    List<String> args = new ArrayList<>();
    args.add("run");
    spec.settings().forEach((key, value) -> args.addAll(List.of("-c", key + "=" + value)));
    return start(
        new Spec(
            spec.name(),
            DETECTOR_HEAP_MIB,
            spec.options(),
            args,
            spec.environment(),
            Path.of(spec.settings().getOrDefault("state.dir", "")),
            spec.log()));
  }

  private static boolean isForeign(String variable) {
    return variable.startsWith("TOCSIN_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  /** Processes that it started and that are alive. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  @Override
  public String printed() {
    try {
      return Files.readString(spec.log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String stored(Path file) throws IOException {
    return Files.readString(spec.stateDir().resolve(file));
  }

  @Override
  public Path log() {
    return spec.log();
  }

  @Override
  public long residentMib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(KILLED.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CannotRunException(spec.name() + " cannot be killed");
    }
  }

  @Override
  public void terminate() {
    // The process's own method would close its input, which is how it notices that we are gone.
    process.toHandle().destroy();
  }

  @Override
  public boolean ended(Duration bound) throws InterruptedException {
    return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void freeze() throws InterruptedException {
    signal("STOP");
  }

  @Override
  public void thaw() throws InterruptedException {
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
