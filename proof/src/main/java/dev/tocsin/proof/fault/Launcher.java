package dev.tocsin.proof.fault;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts detectors, as processes of this machine or otherwise. */
@FunctionalInterface
public interface Launcher {

  /**
   * A detector to start.
   *
   * @param name of the instance; its next start has the same name and finds the same state
   * @param options for its JVM
   * @param settings of its configuration, {@code state.dir} included
   * @param environment more variables; those of the starter that begin with {@code TOCSIN_} are not
   *     for it
   * @param log where everything goes that it prints
   */
  record Spec(
      String name,
      List<String> options,
      Map<String, String> settings,
      Map<String, String> environment,
      Path log) {}

  /**
   * Starts it and returns at once.
   *
   * @throws CannotRunException when that is not possible
   */
  Child start(Spec spec);

  /** Detectors as JVMs with the class path of this one. */
  static Launcher ofProcesses() {
    return JvmChild::detector;
  }
}
