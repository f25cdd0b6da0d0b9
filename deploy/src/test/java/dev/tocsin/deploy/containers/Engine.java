package dev.tocsin.deploy.containers;

import com.github.dockerjava.api.DockerClient;
import dev.tocsin.deploy.support.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** The container engine of this machine, where there is one. */
final class Engine {

  private Engine() {}

  /** Prints that nothing is tested, and aborts the test, where no engine answers. */
  static void require() {
    if ("off".equals(System.getenv("CONTAINER_TESTS"))) {
      abort("CONTAINER_TESTS is off");
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      abort("no container engine answers");
    }
    if (!runs("docker", "version")) {
      abort("there is no program 'docker' to build it with");
    }
  }

  /** Whether a program exists and exits with 0. */
  static boolean runs(String... command) {
    try {
      return Program.run(List.of(command), Path.of("."), Map.of()).exitCode() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Prints why nothing is tested, and aborts the test. */
  static void abort(String why) {
    System.err.println("NOT TESTED: the image and its containers, because " + why + ".");
    Assumptions.abort(why);
  }

  static DockerClient client() {
    return DockerClientFactory.lazyClient();
  }
}
