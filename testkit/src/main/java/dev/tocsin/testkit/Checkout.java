package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the repository. */
public final class Checkout {

  public static final Path ROOT =
      Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath().normalize();

  public static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");
  public static final Path MONITORING = ROOT.resolve("deploy/monitoring");
  public static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

  private Checkout() {}

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The entries of a directory whose names have an ending, sorted. */
  public static List<Path> list(Path directory, String ending) {
    return ending(directory, ending, Files::list);
  }

  /** A directory and everything below it whose names have an ending, sorted. */
  public static List<Path> below(Path directory, String ending) {
    return ending(directory, ending, Files::walk);
  }

  private interface Lister {
    Stream<Path> list(Path directory) throws IOException;
  }

  private static List<Path> ending(Path directory, String ending, Lister lister) {
    try (Stream<Path> files = lister.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }
}
