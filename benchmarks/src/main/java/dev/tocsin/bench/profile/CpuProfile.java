package dev.tocsin.bench.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * CPU time of a process's Java threads by layer, from samples that the JVM takes each time a thread
 * has used so much CPU time (JEP 509: JDK 25 or newer, on Linux). Threads without Java frames,
 * which are the collector's, the compiler's and RocksDB's own, are not in it.
 */
public final class CpuProfile {

  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final Duration PERIOD = Duration.ofMillis(4);
  private static final int FIRST_JDK = 25;

  private final Map<Layer, Integer> samples = new EnumMap<>(Layer.class);

  private CpuProfile() {}

  /** Whether the JVM that runs this, and so its children, can take such samples. */
  public static boolean isPossible() {
    return Runtime.version().feature() >= FIRST_JDK
        && System.getProperty("os.name", "").equals("Linux");
  }

  /**
   * The options of a JVM that writes a recording when it ends.
   *
   * @param recording the file; its settings are written beside it
   */
  public static List<String> options(Path recording) {
    Path settings = recording.resolveSibling("cpu.jfc");
    try (InputStream own = CpuProfile.class.getResourceAsStream("cpu.jfc")) {
      Files.write(settings, Objects.requireNonNull(own).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints",
        "-XX:StartFlightRecording:filename=%s,settings=%s".formatted(recording, settings));
  }

  /** Reads what was sampled between two instants. */
  public static CpuProfile read(Path recording, Instant from, Instant to) {
    CpuProfile profile = new CpuProfile();
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)
            && !event.getStartTime().isBefore(from)
            && event.getStartTime().isBefore(to)) {
          profile.samples.merge(Layer.of(frames(event.getStackTrace())), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profile;
  }

  @SuppressWarnings("NullAway") // A sample that could not be walked has no stack.
  private static List<String> frames(RecordedStackTrace stack) {
    return stack == null
        ? List.of()
        : stack.getFrames().stream().map(RecordedFrame::getMethod).map(CpuProfile::name).toList();
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  /** CPU time of a layer. */
  public Duration of(Layer layer) {
    return PERIOD.multipliedBy(samples.getOrDefault(layer, 0));
  }

  /** CPU time of all layers. */
  public Duration total() {
    return PERIOD.multipliedBy(samples.values().stream().mapToInt(Integer::intValue).sum());
  }
}
