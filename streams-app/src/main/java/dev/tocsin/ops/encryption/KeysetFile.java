package dev.tocsin.ops.encryption;

import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeysetException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A keyset in a file that only its owner may read. */
public final class KeysetFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** Permissions of other users. */
  private static final Set<PosixFilePermission> FORBIDDEN =
      PosixFilePermissions.fromString("---rwxrwx");

  /** A keyset has a few hundred bytes per key. */
  static final int MAX_BYTES = 1024 * 1024;

  private final Path path;

  public KeysetFile(Path path) {
    this.path = path;
  }

  /**
   * Reads it.
   *
   * @throws IOException when it cannot be read
   * @throws KeysetException when it holds no keyset
   */
  public HistoryKeyset read() throws IOException {
    return HistoryKeyset.parse(text());
  }

  private String text() throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(
          path + " is not a keyset: it has more than " + MAX_BYTES + " bytes; check the path");
    }
    return Files.readString(path);
  }

  /**
   * Reads it and adds an identity key, which it must not have yet.
   *
   * @throws IOException when it cannot be read
   * @throws KeysetException when it holds no keyset, or one with an identity key
   */
  public HistoryKeyset readAndAddIdentity() throws IOException {
    return HistoryKeyset.parseAndAddIdentity(text());
  }

  /**
   * Writes a keyset into a new file with mode 0600.
   *
   * @throws java.nio.file.FileAlreadyExistsException when the file exists
   */
  public void create(HistoryKeyset keyset) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createFile(path, ownerOnly(path));
    Files.writeString(path, keyset.toJson() + "\n", StandardOpenOption.DSYNC);
  }

  /** Replaces the keyset atomically. */
  public void replace(HistoryKeyset keyset) throws IOException {
    // The target of a symbolic link is replaced, not the link.
    Path target = path.toRealPath();
    Path next =
        Files.createTempFile(
            target.getParent(), target.getFileName() + ".", ".new", ownerOnly(target));
    try {
      Files.writeString(next, keyset.toJson() + "\n", StandardOpenOption.DSYNC);
      keepMode(target, next);
      move(next, target);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Reads it for a detector, which rejects a file that other users can read. */
  HistoryKeyset readGuarded() throws UnreadableKeysetException {
    if (Files.isDirectory(path)) {
      throw new UnreadableKeysetException(
          path + " is a directory", "set history.keyset.file to the file in it");
    }
    try {
      guard();
      return read();
    } catch (NoSuchFileException e) {
      throw new UnreadableKeysetException(
          "the file " + path + " does not exist",
          "create it with 'tocsin keyset create --out "
              + path
              + "', or restore the file that the history was encrypted with");
    } catch (IOException e) {
      throw new UnreadableKeysetException(
          "cannot read " + path + ": " + e.getClass().getSimpleName(),
          "allow this user to read it, or correct history.keyset.file");
    } catch (KeysetException e) {
      throw new UnreadableKeysetException(
          "the keyset in " + path + " " + e.getMessage(),
          e.remedy(
              "restore the file from its copy, or create one with 'tocsin keyset create' if nothing"
                  + " was encrypted yet"));
    }
  }

  private void guard() throws IOException, UnreadableKeysetException {
    PosixFileAttributes attributes = posix(path);
    if (attributes == null) {
      return;
    }
    Set<PosixFilePermission> wrong = EnumSet.noneOf(PosixFilePermission.class);
    wrong.addAll(attributes.permissions());
    wrong.retainAll(FORBIDDEN);
    if (attributes.owner().getName().equals("root") && !isRoot()) {
      // A process that is not root reads a mounted secret by its group.
      wrong.remove(PosixFilePermission.GROUP_READ);
    }
    if (!wrong.isEmpty()) {
      throw new UnreadableKeysetException(
          "others may read or change "
              + path
              + ", mode "
              + PosixFilePermissions.toString(attributes.permissions()),
          "chmod 600 " + path);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "the file system of " + to + " has no atomic move; use another file system", e);
    }
  }

  private static void keepMode(Path from, Path to) throws IOException {
    PosixFileAttributes attributes = posix(from);
    if (attributes != null) {
      Files.setPosixFilePermissions(to, attributes.permissions());
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path near) throws IOException {
    Path parent = near.toAbsolutePath().getParent();
    return parent != null && posix(parent) != null
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static @Nullable PosixFileAttributes posix(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view == null ? null : view.readAttributes();
  }
}
