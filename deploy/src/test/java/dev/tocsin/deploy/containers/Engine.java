package dev.tocsin.deploy.containers;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** The container engine of this machine, where there is one. */
final class Engine {

  private Engine() {}

  /** Says aloud that nothing is shown, and aborts the test, where no engine answers. */
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

  /** Whether a program is there and ends well. */
  static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says aloud why nothing is shown, and aborts the test. */
  static void abort(String why) {
    System.err.println("NOT TESTED: the image and its containers, because " + why + ".");
    Assumptions.abort(why);
  }

  static DockerClient client() {
    return DockerClientFactory.lazyClient();
  }
}
