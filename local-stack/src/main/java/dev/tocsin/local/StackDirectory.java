package dev.tocsin.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one stack, held under a lock while the stack lives. A marker file says that it
 * is ours and which cluster it belongs to; a directory that holds anything else is never written
 * to, and only a directory made here as a temporary one is ever deleted.
 */
final class StackDirectory implements AutoCloseable {

  static final String MARKER = "tocsin-local.properties";
  static final String LOCK = "tocsin-local.lock";
  private static final String CLUSTER_ID = "cluster.id";
  private static final String LAYOUT = "layout";
  private static final String LAYOUT_VERSION = "1";
  static final String REGISTRY = "registry";
  static final String TEMPORARY_PREFIX = "tocsin-local-";

  /**
   * What this JVM holds. POSIX drops a process's lock on a file as soon as the process closes any
   * descriptor of it, so a second stack here must not even open the lock file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final boolean temporary;
  private final FileChannel lockFile;
  private final String clusterId;

  private StackDirectory(Path root, boolean temporary, FileChannel lockFile, String clusterId) {
    this.root = root;
    this.temporary = temporary;
    this.lockFile = lockFile;
    this.clusterId = clusterId;
  }

  /**
   * Opens and locks the directory, making it when it is new.
   *
   * @param dataDir the directory to keep; null for a temporary one
   * @throws LocalStackException when it is not ours, in use, or cannot be written
   */
  static StackDirectory open(@Nullable Path dataDir) {
    try {
      return dataDir == null
          ? temporary()
          : lock(prepare(dataDir.toAbsolutePath().normalize()), false);
    } catch (IOException e) {
      throw new LocalStackException(
          "The data directory "
              + (dataDir == null ? "in " + System.getProperty("java.io.tmpdir") : dataDir)
              + " cannot be used: "
              + e
              + ". Check its permissions and the free space, or choose another.",
          e);
    }
  }

  private static StackDirectory temporary() throws IOException {
    Path directory = Files.createTempDirectory(TEMPORARY_PREFIX);
    StackDirectory opened = lock(directory, true);
    Leftovers.sweep(opened.root);
    return opened;
  }

  Path root() {
    return root;
  }

  boolean isTemporary() {
    return temporary;
  }

  /** The Kafka cluster id: a new one for a new directory, the same one ever after. */
  String clusterId() {
    return clusterId;
  }

  Path broker() {
    return root.resolve("broker");
  }

  Path registry() {
    return root.resolve(REGISTRY);
  }

  Path security() {
    return root.resolve("security");
  }

  /** Locked by the registry's process for as long as it lives. */
  static Path registryLock(Path registry) {
    return registry.resolve("registry.lock");
  }

  /** Gives the lock back, and deletes the directory when it is a temporary one. */
  @Override
  public void close() {
    try {
      if (!HELD.contains(root)) {
        return;
      }
      lockFile.close();
      if (temporary) {
        Leftovers.delete(root);
      }
      HELD.remove(root);
    } catch (IOException e) {
      throw new LocalStackException(
          "The temporary directory " + root + " could not be deleted: " + e + ". Delete it.", e);
    }
  }

  private static Path prepare(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      Files.createDirectories(directory, ownerOnly(directory));
      return directory;
    }
    if (!Files.isDirectory(directory)) {
      throw new LocalStackException(
          "The data directory " + directory + " is a file. Name a directory, or one to be made.");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      boolean empty = entries.allMatch(entry -> entry.endsWith(LOCK));
      if (!empty && !Files.exists(directory.resolve(MARKER))) {
        throw new LocalStackException(
            "The data directory "
                + directory
                + " holds something else: it is not empty and has no "
                + MARKER
                + ". Nothing in it was touched. Name an empty directory, or one to be made.");
      }
    }
    return directory;
  }

  private static StackDirectory lock(Path given, boolean temporary) throws IOException {
    Path directory = given.toRealPath();
    if (!HELD.add(directory)) {
      throw inUse(directory, "this one");
    }
    try {
      return lockFile(directory, temporary);
    } catch (IOException | RuntimeException e) {
      HELD.remove(directory);
      throw e;
    }
  }

  private static StackDirectory lockFile(Path directory, boolean temporary) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (file.tryLock() == null) {
        throw inUse(directory, holder(file));
      }
      file.truncate(0);
      file.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
      return new StackDirectory(directory, temporary, file, mark(directory));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static LocalStackException inUse(Path directory, String process) {
    return new LocalStackException(
        "The data directory "
            + directory
            + " is in use by another local stack (process "
            + process
            + "). Stop that one, or name another directory.");
  }

  /** Whether a stack of this JVM holds the directory; its lock file must then be left alone. */
  static boolean heldHere(Path directory) {
    return HELD.contains(directory);
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    file.read(pid, 0);
    return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
  }

  /** Reads the cluster id off the marker, or writes a marker with a new one. */
  private static String mark(Path directory) throws IOException {
    Path marker = directory.resolve(MARKER);
    Properties content = new Properties();
    if (Files.exists(marker)) {
      try (InputStream in = Files.newInputStream(marker)) {
        content.load(in);
      }
    } else {
      content.setProperty(LAYOUT, LAYOUT_VERSION);
      content.setProperty(CLUSTER_ID, Uuid.randomUuid().toString());
      try (OutputStream out = Files.newOutputStream(marker)) {
        content.store(out, "A Tocsin local stack keeps its data here");
      }
    }
    String layout = content.getProperty(LAYOUT);
    String clusterId = content.getProperty(CLUSTER_ID);
    if (clusterId == null || !LAYOUT_VERSION.equals(layout)) {
      throw new LocalStackException(
          marker
              + " has layout "
              + layout
              + " and cluster id "
              + clusterId
              + "; this version writes layout "
              + LAYOUT_VERSION
              + ". Use the version that made the directory, or name another directory.");
    }
    return clusterId;
  }

  /** Message logs hold phone numbers, so a directory made here is closed to other users. */
  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
