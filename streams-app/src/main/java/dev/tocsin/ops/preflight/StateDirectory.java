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
 * The directory of the local state, made and locked for one instance. The lock is held until it is
 * closed, or the process ends in whatever way.
 */
final class StateDirectory implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final long MIB = 1024 * 1024;
  private static final long LITTLE_SPACE = 2048 * MIB;

  /** With less, the stores cannot even be opened. */
  private static final long NO_SPACE = 64 * MIB;

  private static final String LOCK_FILE = "tocsin.lock";
  private static final String CLUSTER_FILE = "tocsin.cluster";

  private final Path directory;
  private @Nullable FileChannel channel;

  StateDirectory(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory if it is missing, locks it, and says what is wrong with it. */
  List<Finding> open() {
    List<Finding> findings = new ArrayList<>();
    try {
      if (volume().isReadOnly()) {
        findings.add(readOnly());
        return findings;
      }
      make();
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

  /** Whether this instance has it. */
  boolean isHeld() {
    return channel != null;
  }

  /**
   * Compares the cluster with the one whose state lies here. The offsets and records of one cluster
   * mean nothing on another: a detector that went on from them would take old records for known and
   * never look at the new ones.
   *
   * @param clusterId what the cluster calls itself
   * @param remember whether to write it down where nothing is written yet
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
                  "the id of the cluster whose state this is",
                  "delete the directory: its content comes back from Kafka"));
        }
        return known.equals(clusterId)
            ? Optional.empty()
            : Optional.of(
                wrong(
                    "it holds the state of cluster " + known,
                    "that of cluster " + clusterId + ", which bootstrap.servers names",
                    "set state.dir to another path, or name the other cluster's brokers; deleting"
                        + " the directory is safe too, its content comes back from Kafka"));
      }
      if (remember) {
        Files.writeString(file, clusterId + System.lineSeparator());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(notWritable(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private void make() throws IOException {
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
              "rwx------, for it holds personal data",
              isOurs()
                  ? "chmod 700 " + directory
                  : "set state.dir to a directory of its own, which Tocsin makes"));
    }
  }

  /** Whether nobody else can be meant by it: it is empty, or was used as this before. */
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
      // Held by another instance within this very process.
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

  /** Says when space is short; without any there is nothing to go on with. */
  private boolean hasSpace(List<Finding> findings) throws IOException {
    long usable = volume().getUsableSpace();
    String found = usable / MIB + " MiB are free";
    String remedy = "free space on that disk, or set state.dir to a larger one";
    if (usable < NO_SPACE) {
      findings.add(wrong(found, NO_SPACE / MIB + " MiB at the very least", remedy));
      return false;
    }
    if (usable < LITTLE_SPACE) {
      findings.add(Finding.note(resource(), found, LITTLE_SPACE / MIB + " MiB or more", remedy));
    }
    return true;
  }

  /** The volume that it is on, or is going to be on. */
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
        "a volume that can be written",
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
