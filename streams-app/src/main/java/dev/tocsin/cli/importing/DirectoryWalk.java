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
 * Finds the files of a directory and of those below it, in the order of their paths. Hidden ones
 * are passed over, because editors and synchronizers leave them, and so are links to directories,
 * which may lead in a circle.
 */
final class DirectoryWalk extends SimpleFileVisitor<Path> {

  private final Path named;
  private final Path root;
  private final List<String> files = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();

  /**
   * Walks a directory.
   *
   * @param named as the user named it, which may be a link
   */
  DirectoryWalk(Path named) throws IOException {
    this.named = named;
    root = named.toRealPath();
    Files.walkFileTree(root, this);
    Collections.sort(files);
    Collections.sort(passedOver);
  }

  List<String> files() {
    return files;
  }

  /** What is there and is not read. */
  List<String> passedOver() {
    return passedOver;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (!directory.equals(root) && isHidden(directory)) {
      passedOver.add(name(directory));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    (Files.isRegularFile(file) && !isHidden(file) ? files : passedOver).add(name(file));
    return FileVisitResult.CONTINUE;
  }

  private String name(Path path) {
    return named.resolve(root.relativize(path)).toString();
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }
}
