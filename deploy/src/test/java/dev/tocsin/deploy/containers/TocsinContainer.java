package dev.tocsin.deploy.containers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.utility.DockerImageName;

/** A container of Tocsin's image, confined as production confines it. */
final class TocsinContainer extends GenericContainer<TocsinContainer> {

  static final int PORT = 8080;

  private static final long MEMORY = 1024L * 1024 * 1024;
  private static final long PAUSE_MILLIS = 50;

  private final Path log;

  /**
   * @param command of {@code tocsin}
   * @param log where everything goes that it prints
   */
  TocsinContainer(TocsinImage image, ContainerCluster cluster, Path log, String... command) {
    super(DockerImageName.parse(image.name()));
    this.log = log;
    withNetwork(cluster.network());
    withEnv("TOCSIN_BOOTSTRAP_SERVERS", cluster.innerBootstrapServers());
    withEnv("TOCSIN_SCHEMA_REGISTRY_URL", cluster.innerRegistryUrl());
    withEnv("TOCSIN_TOPICS_REPLICATION_FACTOR", "1");
    withCommand(command);
    withLogConsumer(this::write);
    withCreateContainerCmdModifier(
        create ->
            Objects.requireNonNull(create.getHostConfig())
                .withReadonlyRootfs(true)
                .withMemory(MEMORY)
                .withCapDrop(Capability.ALL));
  }

  /**
   * Mounts a volume.
   *
   * @param name of the volume, or the path of a file or directory on the engine's host
   */
  TocsinContainer withVolume(String name, String path) {
    return withCreateContainerCmdModifier(
        create -> {
          HostConfig host = Objects.requireNonNull(create.getHostConfig());
          List<Bind> binds = new ArrayList<>();
          if (host.getBinds() != null) {
            binds.addAll(List.of(host.getBinds()));
          }
          binds.add(new Bind(name, new Volume(path)));
          host.withBinds(binds);
        });
  }

  TocsinContainer withSettings(Map<String, String> settings) {
    settings.forEach(
        (key, value) ->
            withEnv("TOCSIN_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    return this;
  }

  Path log() {
    return log;
  }

  /** Everything that it has printed so far. */
  String printed() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  boolean alive() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  boolean paused() {
    return Boolean.TRUE.equals(state().getPaused());
  }

  int exitCode() {
    return Math.toIntExact(Objects.requireNonNull(state().getExitCodeLong()));
  }

  /** Sends a signal, such as {@code TERM}. */
  void signal(String name) {
    Engine.client().killContainerCmd(getContainerId()).withSignal(name).exec();
  }

  /** Whether it ended within the bound. */
  boolean ended(Duration bound) throws InterruptedException {
    long giveUp = System.nanoTime() + bound.toNanos();
    while (alive()) {
      if (System.nanoTime() - giveUp > 0) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  private InspectContainerResponse.ContainerState state() {
    return Engine.client().inspectContainerCmd(getContainerId()).exec().getState();
  }

  private void write(OutputFrame frame) {
    byte[] bytes = frame.getBytes();
    if (bytes == null) {
      return;
    }
    try {
      Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
