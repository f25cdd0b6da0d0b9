package dev.tocsin.proof.fault;

import dev.tocsin.testkit.Child;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts detectors, as processes of this machine or otherwise. */
@FunctionalInterface
public interface Launcher {

  /** The command line of the detector; proofs use it as a program only. */
  String MAIN = "dev.tocsin.cli.Main";

  /**
   * A detector to start.
   *
   * @param name of the instance; its next start has the same name and finds the same state
   * @param options for its JVM
   * @param settings its configuration, {@code state.dir} included
   * @param environment more variables; the starter's own {@code TOCSIN_} variables are not passed
   * @param log the file for its output
   */
  record Spec(
      String name,
      List<String> options,
      Map<String, String> settings,
      Map<String, String> environment,
      Path log) {}

  /** Starts it and returns at once. */
  Child start(Spec spec);

  /**
   * A file of its state directory, in UTF-8.
   *
   * @param file relative to the directory
   * @throws IOException when it does not exist
   */
  default String stored(Spec spec, Path file) throws IOException {
    return Files.readString(Path.of(spec.settings().getOrDefault("state.dir", "")).resolve(file));
  }

  /** Detectors as JVMs with the class path of this one, and a heap that leaves room for others. */
  static Launcher ofProcesses() {
    return spec -> {
      List<String> args = new ArrayList<>();
      args.add("run");
      spec.settings().forEach((key, value) -> args.addAll(List.of("-c", key + "=" + value)));
      return ChildProcess.java(MAIN)
          .name(spec.name())
          .heapMib(384)
          .options(List.of("-XX:+UseSerialGC"))
          .options(spec.options())
          .args(args)
          .environment(spec.environment())
          .start(spec.log());
    };
  }
}
