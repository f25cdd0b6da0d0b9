package dev.tocsin.bench.process;

import dev.tocsin.bench.child.ChildMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java process of our own. It ends when this object is closed and when this process ends, however
 * that ends.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final Duration HEAP_ANSWER = Duration.ofSeconds(30);

  private final Spec spec;
  private final Process process;
  private final Map<String, BlockingQueue<Map<String, String>>> signals = new ConcurrentHashMap<>();

  /**
   * What to start.
   *
   * @param name for messages and the log
   * @param mainClass run by {@link ChildMain}
   * @param heapMiB largest heap, in MiB
   * @param classPath see {@link ClassPaths}
   * @param options more options of the JVM
   * @param log where everything goes that the process prints; appended to
   */
  public record Spec(
      String name,
      String mainClass,
      List<String> args,
      int heapMiB,
      String classPath,
      List<String> options,
      Path log) {}

  private ChildJvm(Spec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * Starts a process and returns at once.
   *
   * @throws ChildException when it cannot be started
   */
  public static ChildJvm start(Spec spec) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + spec.heapMiB() + "m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add(CompilerThreads.KEEP);
    command.addAll(spec.options());
    for (String inherited : List.of("tocsin.local.apicurio")) {
      String value = System.getProperty(inherited);
      if (value != null) {
        command.add("-D" + inherited + "=" + value);
      }
    }
    command.add("-cp");
    command.add(spec.classPath());
    command.add(ChildMain.class.getName());
    command.add(spec.mainClass());
    command.addAll(spec.args());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      builder.environment().keySet().removeIf(ChildJvm::isForeign);
      ChildJvm child = new ChildJvm(spec, builder.start());
      Thread.ofPlatform().daemon().name(spec.name() + "-output").start(child::read);
      return child;
    } catch (IOException e) {
      throw new ChildException(spec.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** The shell's settings for other programs must not change what is measured. */
  private static boolean isForeign(String variable) {
    return variable.startsWith("TOCSIN_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  /**
   * Waits for a word from the process and returns what came with it.
   *
   * @throws ChildException when the process ends before, or takes too long
   */
  public Map<String, String> await(String word, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Map<String, String> said = queue(word).poll(100, TimeUnit.MILLISECONDS);
      if (said != null) {
        return said;
      }
      requireAlive();
    }
    throw new ChildException(
        "%s did not say '%s' within %d s; its log: %s"
            .formatted(spec.name(), word, limit.toSeconds(), spec.log()));
  }

  /**
   * Fails when the process has ended.
   *
   * @throws ChildException with the place of its log
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ChildException(
          "%s ended by itself with exit code %d; its log: %s"
              .formatted(spec.name(), process.exitValue(), spec.log()));
    }
  }

  /**
   * CPU time of the process so far, user and system, less that of the compiler threads where they
   * can be told apart; Linux counts it in steps of 10 ms.
   */
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new ChildException("the CPU time of " + spec.name() + " is unknown"))
        .minus(CompilerThreads.cpu(process.pid()));
  }

  /** Bytes of the heap that are in use after a full collection. */
  public long liveHeap() throws InterruptedException {
    try {
      Writer commands = process.outputWriter(StandardCharsets.UTF_8);
      commands.write(ChildMain.HEAP + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new ChildException(spec.name() + " does not take commands any more", e);
    }
    return Long.parseLong(
        Optional.ofNullable(await(ChildMain.HEAP, HEAP_ANSWER).get("bytes")).orElse("0"));
  }

  /** Bytes of physical memory that the process has, heap included; empty where nobody says. */
  public Optional<Long> residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Lets the process end in order, and waits for it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe breaks when the process is gone, which is what was asked for.
    }
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process at once, without a chance to commit. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      @Nullable String line = lines.readLine();
      while (line != null) {
        if (line.startsWith(ChildMain.SIGNAL)) {
          hear(line.substring(ChildMain.SIGNAL.length()));
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      // The process is gone; whoever waits for it finds out.
    }
  }

  private void hear(String said) {
    String[] words = said.split(" ", -1);
    Map<String, String> pairs = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      pairs.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    queue(words[0]).add(pairs);
  }

  private BlockingQueue<Map<String, String>> queue(String word) {
    return signals.computeIfAbsent(word, w -> new LinkedBlockingQueue<>());
  }
}
