package dev.tocsin.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes temporary directories: a stack's own, and those of stacks that were killed. */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /**
   * Deletes the temporary directories whose stacks were killed. Only this does it, and they hold
   * records. One is deleted only when it has our name and marker, belongs to this user, and neither
   * a stack nor a registry holds its lock.
   *
   * @param fresh a temporary directory just made, whose neighbours are checked
   */
  static void sweep(Path fresh) {
    for (Path candidate : neighbours(fresh)) {
      try {
        if (belongsTo(candidate, Files.getOwner(fresh)) && isAbandoned(candidate)) {
          delete(candidate);
          log.atInfo().addKeyValue("directory", candidate).log("Deleted what a killed stack left");
        }
      } catch (IOException e) {
        log.atDebug()
            .setCause(e)
            .addKeyValue("directory", candidate)
            .log("Left a temporary directory for the next start to look at");
      }
    }
  }

  /** Deletes a directory and all in it; links are deleted, not followed. */
  static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path at, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.deleteIfExists(at);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static List<Path> neighbours(Path fresh) {
    Path parent = fresh.getParent();
    if (parent == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> name(entry).startsWith(StackDirectory.TEMPORARY_PREFIX))
          .filter(entry -> !entry.equals(fresh))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private static boolean belongsTo(Path directory, UserPrincipal user) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user);
  }

  /**
   * A stack writes its marker only once it holds the lock, so a marker without a lock is old; and
   * what this JVM holds is known by the time there is a marker.
   */
  private static boolean isAbandoned(Path directory) throws IOException {
    Path registryLock = StackDirectory.registryLock(directory.resolve(StackDirectory.REGISTRY));
    return Files.exists(directory.resolve(StackDirectory.MARKER))
        && !StackDirectory.heldHere(directory)
        && isUnlocked(directory.resolve(StackDirectory.LOCK))
        && (!Files.exists(registryLock) || isUnlocked(registryLock));
  }

  private static boolean isUnlocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    }
  }
}
