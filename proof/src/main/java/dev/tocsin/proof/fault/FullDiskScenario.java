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
 * The disk of a state directory is full. The instance reports that it is not healthy, commits
 * nothing that its stores lack, and recovers when there is space again.
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
    return "the disk of state.dir is full for a while";
  }

  @Override
  public Map<String, String> settings() {
    // Small write buffers, so that the stores write to the disk often.
    return Map.of("rocksdb.write.buffer.bytes", "4194304", "liveness.stall.timeout", "20s");
  }

  @Override
  public Optional<String> impossible() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root && Files.isExecutable(Path.of("/usr/bin/mount"))
        ? Optional.empty()
        : Optional.of("NOT RUN: only root can mount a small file system");
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Path disk = Files.createDirectories(run.directory().resolve("disk"));
    command("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    run.testbed().atEndOfRun(() -> command("umount", "-l", disk.toString()));
    run.installation().settings().put("state.dir", disk.resolve("state").toString());
    Instance only = run.readyInstance();
    run.startInputs();
    int rounds = run.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      run.work(1_000, 4_000);
      Path filler = fill(disk);
      run.inputs().push(run.size(15_000, 12_000));
      run.fault(unwell(only), "disk full, the instance: " + state(only));
      Files.delete(filler);
      long began = System.nanoTime();
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      if (!only.alive()) {
        run.note("the instance ended when the disk was full, and is started again");
        only.start();
      }
      run.awaitRecovery(before, began);
    }
  }

  /** Whether it reports the problem within the bound. */
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
        ? "/livez answers %d, %.0f stream threads died"
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
      // The disk is full, as intended.
      return filler;
    }
    return filler;
  }

  private static void command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.waitFor() != 0) {
      throw new CannotRunException(words[0] + ": " + printed.strip());
    }
  }
}
