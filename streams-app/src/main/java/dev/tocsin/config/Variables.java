package dev.tocsin.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment's variables that start with {@code TOCSIN_}. */
public final class Variables {

  /** Names the configuration file. */
  public static final String CONFIG = "TOCSIN_CONFIG";

  /** Level of the log: error, warn, info, debug or trace. */
  public static final String LOG_LEVEL = "TOCSIN_LOG_LEVEL";

  private static final Map<String, String> OTHERS =
      new TreeMap<>(
          Map.of(
              CONFIG,
              "configuration file, where --config is not given",
              LOG_LEVEL,
              "level of the log: error, warn, info, debug or trace",
              "TOCSIN_LOG_FORMAT",
              "format of the log: text or json",
              "TOCSIN_JAVA_HOME",
              "JDK that the launcher uses",
              "TOCSIN_JAVA_OPTS",
              "options that the launcher gives to the JVM"));

  /**
   * Kubernetes tells every container of the services in its namespace this way; one that is called
   * tocsin must not stop the pod.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("\\w+_SERVICE_(HOST|PORT)(_\\w+)?|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private Variables() {}

  /** Variables that set no key, with what they are for. */
  public static Map<String, String> others() {
    return Map.copyOf(OTHERS);
  }

  static boolean mayBeKey(String name, String value) {
    return name.startsWith(KnownKeys.VARIABLE_PREFIX)
        && !OTHERS.containsKey(name)
        && !isServiceLink(name, value);
  }

  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches()
        || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
  }

  static String unknown(String name, List<String> providers) {
    return "unknown environment variable "
        + name
        + new FeedHints(providers).forVariable(name).orElseGet(() -> hint(name));
  }

  private static String hint(String name) {
    List<String> names =
        Stream.concat(
                OTHERS.keySet().stream(),
                Keys.definition().names().stream().map(KnownKeys::variable))
            .toList();
    return Nearest.hint(name, names);
  }
}
