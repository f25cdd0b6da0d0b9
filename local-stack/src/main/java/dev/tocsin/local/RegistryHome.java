package dev.tocsin.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the unpacked Apicurio registry is. It is too large to be on the class path (170 MB with its
 * own Kafka clients, Jackson and drivers), so the build unpacks it under {@code target} and it is
 * found from there, or it is named with {@code -Dtocsin.local.apicurio=<directory>}.
 */
public final class RegistryHome {

  /** The system property that names the directory in which the registry is unpacked. */
  public static final String PROPERTY = "tocsin.local.apicurio";

  private static final String LAUNCHER = "quarkus-run.jar";

  private RegistryHome() {}

  /**
   * Finds the registry: the given directory, else the one the system property names, else {@code
   * apicurio} or {@code local-stack/target/apicurio} in a directory above this code.
   *
   * @throws LocalStackException when there is none; the message says how to fix it
   */
  static Path find(@Nullable Path given) {
    String property = System.getProperty(PROPERTY);
    if (given != null) {
      return require(given, "the settings name");
    }
    if (property != null && !property.isBlank()) {
      return require(Path.of(property), "-D" + PROPERTY + " names");
    }
    return findAbove(codeLocation());
  }

  static Path findAbove(Path code) {
    return above(code)
        .filter(RegistryHome::isRegistry)
        .findFirst()
        .orElseThrow(
            () ->
                new LocalStackException(
                    "The schema registry is not unpacked: no directory above "
                        + code
                        + " has apicurio or local-stack/target/apicurio in it. Unpack it with"
                        + " `mvn package -pl local-stack -am -DskipTests`, or name an unpacked one"
                        + " with -D"
                        + PROPERTY
                        + "=<directory>, or start without a registry."));
  }

  private static Path require(Path home, String who) {
    if (!isRegistry(home)) {
      throw new LocalStackException(
          "There is no schema registry in "
              + home
              + ", which "
              + who
              + ": it has no "
              + LAUNCHER
              + ". Name the directory into which the Apicurio registry's archive was unpacked.");
    }
    return home.toAbsolutePath();
  }

  private static Stream<Path> above(Path code) {
    return Stream.iterate(Optional.of(code), Optional::isPresent, at -> at.map(Path::getParent))
        .flatMap(Optional::stream)
        .flatMap(
            at -> Stream.of(at.resolve("apicurio"), at.resolve("local-stack/target/apicurio")));
  }

  private static boolean isRegistry(Path directory) {
    return Files.isRegularFile(directory.resolve(LAUNCHER));
  }

  /** The jar or the directory of classes that this class was loaded from. */
  private static Path codeLocation() {
    CodeSource source = RegistryHome.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new LocalStackException("This code's location is no path: " + source.getLocation(), e);
    }
  }
}
