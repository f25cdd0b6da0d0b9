package dev.tocsin.deploy.containers;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerStatus;

/** A command has started when it has ended, with whatever exit code. */
final class Ended extends StartupCheckStrategy {

  private static final Duration LONGEST = Duration.ofMinutes(4);

  Ended() {
    withTimeout(LONGEST);
  }

  @Override
  public StartupStatus checkStartupState(DockerClient client, String containerId) {
    return DockerStatus.isContainerStopped(getCurrentState(client, containerId))
        ? StartupStatus.SUCCESSFUL
        : StartupStatus.NOT_YET_KNOWN;
  }
}
