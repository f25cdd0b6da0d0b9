package dev.tocsin.deploy.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that is not part of the build. */
public record Program(Path path) {

  private static final long LONGEST_MINUTES = 15;

  /** The output and the exit code of a program. */
  public record Result(int exitCode, String output) {}

  /**
   * A program of Prometheus.
   *
   * @param name {@code prometheus} or {@code promtool}
   * @throws AssertionError when it is not installed, with the package to install
   */
  public static Program ofPrometheus(String name) {
    return onPath(name, "install Prometheus 2.42 or newer, Debian's package prometheus has it");
  }

  /**
   * A program of Node.
   *
   * @param name {@code node} or {@code npm}
   * @throws AssertionError when it is not installed, with the package to install
   */
  public static Program ofNode(String name) {
    return onPath(name, "install Node 20 or newer with npm");
  }

  private static Program onPath(String name, String remedy) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new)
        .orElseThrow(
            () ->
                new AssertionError(
                    name + " is not on the path: " + remedy + ", or leave the profile tools out"));
  }

  /** Runs it to its end in a directory. */
  public Result run(Path directory, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(args));
    return run(command, directory, Map.of());
  }

  /**
   * Runs a command to its end.
   *
   * @param environment variables on top of those of this process
   * @return the output, standard error included
   */
  public static Result run(List<String> command, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process));
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s did not end within %d minutes:%n%s"
              .formatted(String.join(" ", command), LONGEST_MINUTES, text(output)));
    }
    return new Result(process.exitValue(), text(output));
  }

  private static String text(CompletableFuture<byte[]> output) {
    return new String(output.join(), StandardCharsets.UTF_8);
  }

  private static byte[] read(Process process) {
    try {
      return process.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
