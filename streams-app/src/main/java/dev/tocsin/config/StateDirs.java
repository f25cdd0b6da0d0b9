package dev.tocsin.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where local state is when nobody says: never under /tmp, where it is lost and others can look.
 */
final class StateDirs {

  private StateDirs() {}

  static Path resolve(String configured, Map<String, String> environment) {
    if (!configured.isBlank()) {
      return Path.of(configured).toAbsolutePath().normalize();
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        data.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "share")
            : Path.of(data);
    return base.resolve("tocsin").toAbsolutePath().normalize();
  }
}
