package dev.tocsin.deploy.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that does not come with the build. */
public record Program(Path path) {

  /** What a program printed, and how it ended. */
  public record Result(int exitCode, String output) {}

  /**
   * One of Prometheus.
   *
   * @param name {@code prometheus} or {@code promtool}
   * @throws AssertionError when it is not installed, saying what to install
   */
  public static Program ofPrometheus(String name) {
    return onPath(name, "install Prometheus 2.42 or newer, Debian's package prometheus has it");
  }

  /**
   * One of Node.
   *
   * @param name {@code node} or {@code npm}
   * @throws AssertionError when it is not installed, saying what to install
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
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
