package dev.tocsin.ops.preflight;

import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the local state, created and locked for one instance. The lock is held until it
 * is closed or the process ends.
 */
final class StateDirectory implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final long MIB = 1024 * 1024;
  private static final long LITTLE_SPACE = 2048 * MIB;

  /** With less, the stores cannot be opened. */
  private static final long NO_SPACE = 64 * MIB;

  private static final String LOCK_FILE = "tocsin.lock";
  private static final String CLUSTER_FILE = "tocsin.cluster";

  private final Path directory;
  private @Nullable FileChannel channel;

  StateDirectory(Path directory) {
    this.directory = directory;
  }

  /** Creates the directory if it is missing, locks it, and returns the problems. */
  List<Finding> open() {
    List<Finding> findings = new ArrayList<>();
    try {
      if (volume().isReadOnly()) {
        findings.add(readOnly());
        return findings;
      }
      create();
      if (!Files.isWritable(directory)) {
        findings.add(notWritable("it is not writable"));
        return findings;
      }
      mode(findings);
      if (hasSpace(findings)) {
        lock(findings);
      }
    } catch (FileAlreadyExistsException e) {
      findings.add(
          wrong(e.getFile() + " is a file", "a directory", "set state.dir to another path"));
    } catch (IOException e) {
      findings.add(notWritable(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
    return findings;
  }

  /** Whether this instance holds the lock. */
  boolean isHeld() {
    return channel != null;
  }

  /**
   * Compares the cluster with that of the state. Offsets of one cluster are meaningless on another:
   * a detector that continued from them would skip records of the other cluster.
   *
   * @param clusterId the id of the cluster
   * @param remember whether to record the id if none is recorded yet
   */
  Optional<Finding> ownedBy(String clusterId, boolean remember) {
    Path file = directory.resolve(CLUSTER_FILE);
    try {
      if (Files.exists(file)) {
        String known = Files.readString(file).strip();
        if (known.isEmpty()) {
          return Optional.of(
              wrong(
                  file + " is empty",
                  "the id of the cluster of the state",
                  "delete the directory; it is restored from Kafka"));
        }
        return known.equals(clusterId)
            ? Optional.empty()
            : Optional.of(
                wrong(
                    "it holds the state of cluster " + known,
                    "the state of cluster " + clusterId + ", which bootstrap.servers names",
                    "set state.dir to another path, or bootstrap.servers to the other cluster; it is"
                        + " also safe to delete the directory, which is restored from Kafka"));
      }
      if (remember) {
        Files.writeString(file, clusterId + System.lineSeparator());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(notWritable(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private void create() throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (posix(parent)) {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectory(directory);
    }
  }

  private void mode(List<Finding> findings) throws IOException {
    if (!posix(directory)) {
      return;
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
    others.removeAll(OWNER_ONLY);
    if (!others.isEmpty()) {
      findings.add(
          wrong(
              "others may enter it, mode "
                  + PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)),
              "rwx------, because it holds personal data",
              isOurs()
                  ? "chmod 700 " + directory
                  : "set state.dir to a directory of its own, which Tocsin creates"));
    }
  }

  /** Whether it is used by Tocsin alone: it is empty, or was a state directory before. */
  private boolean isOurs() throws IOException {
    if (Files.exists(directory.resolve(LOCK_FILE))) {
      return true;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isEmpty();
    }
  }

  private void lock(List<Finding> findings) throws IOException {
    if (channel != null) {
      return;
    }
    FileChannel opened =
        FileChannel.open(
            directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = opened.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by another instance in this process.
    }
    if (lock == null) {
      opened.close();
      findings.add(
          wrong(
              "another running instance uses it",
              "a directory for each instance",
              "stop the other instance, or set state.dir to another path"));
    } else {
      channel = opened;
    }
  }

  /** Reports little free space; false when there is too little to open the stores. */
  private boolean hasSpace(List<Finding> findings) throws IOException {
    long usable = volume().getUsableSpace();
    String found = usable / MIB + " MiB are free";
    String remedy = "free space on the volume, or set state.dir to a larger volume";
    if (usable < NO_SPACE) {
      findings.add(wrong(found, "at least " + NO_SPACE / MIB + " MiB", remedy));
      return false;
    }
    if (usable < LITTLE_SPACE) {
      findings.add(
          Finding.note(resource(), found, "at least " + LITTLE_SPACE / MIB + " MiB", remedy));
    }
    return true;
  }

  /** The volume of the directory, or of its nearest existing parent. */
  private FileStore volume() throws IOException {
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing);
  }

  private static boolean posix(@Nullable Path path) {
    return path != null && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }

  private Finding readOnly() {
    return wrong(
        "its volume is mounted read-only",
        "a writable volume",
        "mount it read-write, or set state.dir to a path on another volume");
  }

  private Finding notWritable(String found) {
    return wrong(
        found,
        "a directory that this user can create and write",
        "create it for this user with mode 700, or set state.dir to another path");
  }

  private Finding wrong(String found, String expected, String remedy) {
    return Finding.wrong(resource(), found, expected, remedy);
  }

  private String resource() {
    return "state directory " + directory;
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
