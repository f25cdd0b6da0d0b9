package dev.tocsin.deploy.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.ConflictException;
import dev.tocsin.proof.fault.CannotRunException;
import dev.tocsin.proof.fault.Launcher;
import dev.tocsin.testkit.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.testcontainers.containers.ContainerLaunchException;

/** Starts detectors as containers; the state of each is in a volume that outlives its container. */
final class ContainerLauncher implements Launcher, AutoCloseable {

  private static final String STATE = "/var/lib/tocsin";
  private static final Duration REMOVED = Duration.ofMinutes(1);

  private final TocsinImage image;
  private final ContainerCluster cluster;

  /** The newest container of each volume. */
  private final Map<String, TocsinContainer> containers = new HashMap<>();

  private final List<TocsinContainer> started = new ArrayList<>();
  private final Set<String> volumes = new HashSet<>();

  ContainerLauncher(TocsinImage image, ContainerCluster cluster) {
    this.image = image;
    this.cluster = cluster;
  }

  @Override
  public Child start(Spec spec) {
    Map<String, String> settings = new TreeMap<>(spec.settings());
    // As a container sees them.
    settings.keySet().removeAll(Set.of("bootstrap.servers", "schema.registry.url", "http.port"));
    settings.put("state.dir", STATE + "/state");
    String volume = volume(spec);
    volumes.add(volume);
    TocsinContainer container =
        new TocsinContainer(image, cluster, spec.log(), "run")
            .withSettings(settings)
            .withEnv(spec.environment())
            .withEnv("TOCSIN_JAVA_OPTS", String.join(" ", spec.options()))
            .withVolume(volume, STATE);
    containers.put(volume, container);
    started.add(container);
    try {
      container.start();
    } catch (ContainerLaunchException e) {
      throw new CannotRunException(spec.name() + " cannot be started as a container", e);
    }
    return new Running(container);
  }

  @Override
  public String stored(Spec spec, Path file) throws IOException {
    TocsinContainer container = containers.get(volume(spec));
    if (container == null) {
      throw new IOException(spec.name() + " was not started");
    }
    return container.copyFileFromContainer(
        STATE + "/state/" + file,
        stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String volume(Spec spec) {
    return spec.settings().get("application.id") + "-" + spec.name();
  }

  @Override
  public void close() {
    started.forEach(TocsinContainer::stop);
    // The engine may still be removing a container that it has stopped.
    volumes.forEach(
        volume ->
            await()
                .atMost(REMOVED)
                .ignoreException(ConflictException.class)
                .untilAsserted(() -> Engine.client().removeVolumeCmd(volume).exec()));
  }

  private record Running(TocsinContainer container) implements Child {

    @Override
    public boolean alive() {
      return container.alive();
    }

    @Override
    public int exitCode() {
      return container.exitCode();
    }

    @Override
    public String printed() {
      return container.printed();
    }

    @Override
    public Path log() {
      return container.log();
    }

    @Override
    public long residentMib() {
      return 0;
    }

    @Override
    public void kill() {
      container.signal("KILL");
    }

    @Override
    public void terminate() {
      container.signal("TERM");
    }

    @Override
    public boolean ended(Duration bound) throws InterruptedException {
      return container.ended(bound);
    }

    @Override
    public void freeze() {
      Engine.client().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
      if (!container.paused()) {
        return;
      }
      Engine.client().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
      container.stop();
    }
  }
}
