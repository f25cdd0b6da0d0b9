package dev.tocsin.proof.fault;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The disk under a state directory is full. The instance says that it is not well, commits nothing
 * that its stores do not have, and goes on when there is room again.
 */
final class FullDiskScenario implements Scenario {

  private static final int MIB = 1024 * 1024;
  private static final int DISK_MIB = 512;
  private static final Duration NOTICES = Duration.ofMinutes(3);

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String fault() {
    return "the disk under state.dir is full for a while";
  }

  @Override
  public Map<String, String> settings() {
    // Small write buffers, so that the stores need the disk all the time.
    return Map.of("rocksdb.write.buffer.bytes", "4194304", "liveness.stall.timeout", "20s");
  }

  @Override
  public Optional<String> impossible() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root && Files.isExecutable(Path.of("/usr/bin/mount"))
        ? Optional.empty()
        : Optional.of("NOT POSSIBLE HERE: a small file system can be mounted by root only");
  }

  @Override
  public void run(Trial trial) throws Exception {
    Path disk = Files.createDirectories(trial.directory().resolve("disk"));
    command("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    trial.ground().atEndOfRun(() -> command("umount", "-l", disk.toString()));
    trial.installation().settings().put("state.dir", disk.resolve("state").toString());
    Instance only = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int rounds = trial.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      trial.work(1_000, 4_000);
      Path filler = fill(disk);
      trial.traffic().push(trial.size(15_000, 12_000));
      trial.fault(unwell(only), "disk full, the instance: " + state(only));
      Files.delete(filler);
      long began = System.nanoTime();
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      if (!only.alive()) {
        trial.note("the instance ended with the disk full, and is started again");
        only.start();
      }
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** Whether it notices within the bound. */
  private static boolean unwell(Instance only) throws Exception {
    try {
      Await.until(
          NOTICES,
          () ->
              !only.alive()
                  || only.metric("tocsin_stream_thread_failures_total") > 0
                  || only.status("/livez") == 503);
      return true;
    } catch (Await.BoundReachedException e) {
      return false;
    }
  }

  private static String state(Instance only) throws InterruptedException {
    return only.alive()
        ? "/livez says %d, %.0f threads died"
            .formatted(only.status("/livez"), only.metric("tocsin_stream_thread_failures_total"))
        : "ended with " + only.child().exitCode();
  }

  private static Path fill(Path disk) throws IOException {
    Path filler = disk.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      byte[] block = new byte[MIB / 16];
      for (int i = 0; i < DISK_MIB * 16; i++) {
        out.write(block);
      }
    } catch (IOException e) {
      // Full, which was asked for.
      return filler;
    }
    return filler;
  }

  private static void command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.waitFor() != 0) {
      throw new CannotRunException(words[0] + ": " + said.strip());
    }
  }
}
