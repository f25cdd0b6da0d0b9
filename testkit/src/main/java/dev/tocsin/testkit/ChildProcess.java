package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that a test, a proof or a benchmark starts. All its output goes to one file. It ends
 * with this process at the latest; a Java child even when this process is killed.
 */
public final class ChildProcess implements Child {

  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final Duration KILLED = Duration.ofSeconds(30);
  private static final Duration HEAP_ANSWER = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;
  private static final int SHOWN_LINES = 30;

  private final String name;
  private final Path log;
  private final Process process;
  private final long logBegin;
  private final @Nullable Thread hook;

  /** The output before it was searched for signals. */
  private long searched;

  private ChildProcess(String name, Path log, Process process, long logBegin, boolean watched) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.logBegin = logBegin;
    this.searched = logBegin;
    this.hook = watched ? null : new Thread(process::destroyForcibly);
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** A Java program with the class path of this process. */
  public static Builder java(String mainClass) {
    return new Builder(mainClass, null);
  }

  /** Any other program. */
  public static Builder program(List<String> command) {
    return new Builder("", List.copyOf(command));
  }

  /** What to start. */
  public static final class Builder {

    private final String mainClass;
    private final @Nullable List<String> command;
    private final List<String> options = new ArrayList<>();
    private final List<String> args = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String name;
    private String classPath = System.getProperty("java.class.path");

    private Builder(String mainClass, @Nullable List<String> command) {
      this.mainClass = mainClass;
      this.command = command;
      this.name = command == null ? mainClass : command.getFirst();
    }

    /** The name in messages. */
    public Builder name(String text) {
      name = text;
      return this;
    }

    public Builder classPath(String path) {
      classPath = path;
      return this;
    }

    /** The largest heap, in MiB. */
    public Builder heapMib(int mib) {
      options.add("-Xmx" + mib + "m");
      return this;
    }

    /** More options of the JVM. */
    public Builder options(List<String> more) {
      options.addAll(more);
      return this;
    }

    public Builder args(List<String> more) {
      args.addAll(more);
      return this;
    }

    /** Variables on top of those of this process, of which a Java child gets no Tocsin setting. */
    public Builder environment(Map<String, String> more) {
      environment.putAll(more);
      return this;
    }

    /**
     * Starts it and returns at once.
     *
     * @param log the file for its output; appended to
     * @throws ChildProcessException when it cannot be started
     */
    public ChildProcess start(Path log) {
      List<String> all = command == null ? java() : new ArrayList<>(command);
      all.addAll(args);
      ProcessBuilder builder =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      if (command == null) {
        builder.environment().keySet().removeIf(Builder::changesBehaviour);
      }
      builder.environment().putAll(environment);
      try {
        long begin = Files.exists(log) ? Files.size(log) : 0;
        return new ChildProcess(name, log, builder.start(), begin, command == null);
      } catch (IOException e) {
        throw new ChildProcessException(name + " cannot be started: " + e.getMessage(), e);
      }
    }

    private List<String> java() {
      List<String> java = new ArrayList<>();
      java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      java.add("--enable-native-access=ALL-UNNAMED");
      java.addAll(options);
      String apicurio = System.getProperty("tocsin.local.apicurio");
      if (apicurio != null) {
        java.add("-Dtocsin.local.apicurio=" + apicurio);
      }
      java.addAll(List.of("-cp", classPath, ChildMain.class.getName(), mainClass));
      return java;
    }

    private static boolean changesBehaviour(String variable) {
      return variable.startsWith("TOCSIN_")
          || variable.equals("JAVA_TOOL_OPTIONS")
          || variable.equals("JDK_JAVA_OPTIONS");
    }
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public String printed() {
    return printedSince(logBegin, StandardCharsets.UTF_8);
  }

  /**
   * Waits until it has printed a text.
   *
   * @throws ChildProcessException when it ends before, or takes too long
   */
  public void awaitPrinted(String text, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!printed().contains(text)) {
      requireTime("did not print '" + text + "'", deadline, bound);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Waits for the next signal of {@link ChildMain} with this word.
   *
   * @return the values that came with it
   * @throws ChildProcessException when it ends before, or takes too long
   */
  public Map<String, String> awaitSignal(String word, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      Optional<Map<String, String>> signal = nextSignal(word);
      if (signal.isPresent()) {
        return signal.get();
      }
      requireTime("did not signal '" + word + "'", deadline, bound);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Fails when it has ended.
   *
   * @throws ChildProcessException with its exit code and the end of its output
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ChildProcessException(
          "%s ended with exit code %d; %s".formatted(name, process.exitValue(), end()));
    }
  }

  /** Bytes of the heap in use after a full collection; of a Java child only. */
  public long liveHeap() throws InterruptedException {
    try {
      Writer commands = process.outputWriter(StandardCharsets.UTF_8);
      commands.write(ChildMain.HEAP + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new ChildProcessException(name + " accepts no commands; " + end(), e);
    }
    return Long.parseLong(awaitSignal(ChildMain.HEAP, HEAP_ANSWER).getOrDefault("bytes", "0"));
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

  /** Kills it together with the processes that it has started. */
  public void killWithDescendants() throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    kill();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!ended(KILLED)) {
      throw new ChildProcessException(name + " cannot be killed");
    }
  }

  @Override
  public void terminate() {
    // The process's own method would close its input, which is how it notices the parent's end.
    process.toHandle().destroy();
  }

  @Override
  public boolean ended(Duration bound) throws InterruptedException {
    return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void freeze() throws InterruptedException {
    signal(process.pid(), "STOP");
  }

  @Override
  public void thaw() throws InterruptedException {
    signal(process.pid(), "CONT");
  }

  /** Sends a signal, such as {@code STOP}, to any process. */
  public static void signal(long pid, String signal) throws InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .redirectErrorStream(true)
              .start();
      if (kill.waitFor() != 0) {
        throw new ChildProcessException("signal " + signal + " did not reach process " + pid);
      }
    } catch (IOException e) {
      throw new ChildProcessException("the program 'kill' cannot be started", e);
    }
  }

  @Override
  public void close() {
    terminate();
    try {
      if (!ended(GRACE)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is shutting down, and the hook runs.
      }
    }
  }

  private void requireTime(String what, long deadline, Duration bound) {
    requireAlive();
    if (System.nanoTime() - deadline > 0) {
      throw new ChildProcessException(
          "%s %s within %d s; %s".formatted(name, what, bound.toSeconds(), end()));
    }
  }

  private String end() {
    List<String> lines = printed().lines().toList();
    return "its output in "
        + log
        + " ends with:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private Optional<Map<String, String>> nextSignal(String word) {
    // One character a byte, so that positions are those of the file.
    String more = printedSince(searched, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int end = more.indexOf('\n'); end >= 0; end = more.indexOf('\n', from)) {
      String line = more.substring(from, end);
      searched += line.length() + 1L;
      from = end + 1;
      String[] words = line.split(" ", -1);
      if (words[0].equals(ChildMain.SIGNAL + word)) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
          int equals = words[i].indexOf('=');
          values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  private String printedSince(long position, Charset charset) {
    try (FileChannel file = FileChannel.open(log)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - position));
      while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
        Thread.onSpinWait();
      }
      return charset.decode(bytes.flip()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
