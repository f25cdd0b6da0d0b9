package dev.tocsin.cli.importing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the files of a directory and its subdirectories, in the order of their paths. It skips
 * hidden files, which editors and synchronization tools leave behind, and links to directories,
 * which may form a cycle.
 */
final class DirectoryWalk extends SimpleFileVisitor<Path> {

  private final Path named;
  private final Path root;
  private final List<String> files = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /**
   * Walks a directory.
   *
   * @param named the path on the command line, which may be a link
   */
  DirectoryWalk(Path named) throws IOException {
    this.named = named;
    root = named.toRealPath();
    Files.walkFileTree(root, this);
    Collections.sort(files);
    Collections.sort(skipped);
  }

  List<String> files() {
    return files;
  }

  /** The skipped paths. */
  List<String> skipped() {
    return skipped;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (!directory.equals(root) && isHidden(directory)) {
      skipped.add(name(directory));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    (Files.isRegularFile(file) && !isHidden(file) ? files : skipped).add(name(file));
    return FileVisitResult.CONTINUE;
  }

  private String name(Path path) {
    return named.resolve(root.relativize(path)).toString();
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }
}
