package dev.tocsin.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The directory of all local state, closed to everybody else: it holds what was pushed. */
final class StateDirectory {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private StateDirectory() {}

  /**
   * Makes the directory where it is missing, and takes group's and others' rights from it where it
   * is not.
   *
   * @throws IOException when it cannot be made, closed or written to
   */
  static void prepare(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(absolute)) {
      Files.createDirectory(absolute, ownerOnly(absolute));
    }
    PosixFileAttributeView posix =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (posix != null && !OWNER_ONLY.equals(posix.readAttributes().permissions())) {
      posix.setPermissions(OWNER_ONLY);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException("not writable");
    }
  }

  /** Closed from its first moment on, where the file system knows owners. */
  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
