package dev.tocsin.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Environment variables that start with {@code TOCSIN_}. */
public final class Variables {

  /** The path of the configuration file. */
  public static final String CONFIG = "TOCSIN_CONFIG";

  /** The author of changes of windows. */
  public static final String AUTHOR = "TOCSIN_AUTHOR";

  /** Log level: error, warn, info, debug or trace. */
  public static final String LOG_LEVEL = "TOCSIN_LOG_LEVEL";

  private static final String LOG_FORMAT = "TOCSIN_LOG_FORMAT";

  /** The values of the variables that have few. */
  private static final Map<String, List<String>> CHOICES =
      new TreeMap<>(
          Map.of(
              LOG_LEVEL, List.of("error", "warn", "info", "debug", "trace"),
              LOG_FORMAT, List.of("text", "json")));

  private static final Map<String, String> OTHERS =
      new TreeMap<>(
          Map.of(
              CONFIG,
              "configuration file, unless --config is given",
              AUTHOR,
              "author of window changes, unless --author is given",
              LOG_LEVEL,
              "log level: error, warn, info, debug or trace",
              LOG_FORMAT,
              "log format: text or json",
              "TOCSIN_JAVA_HOME",
              "JDK that the launcher uses",
              "TOCSIN_JAVA_OPTS",
              "JVM options for the launcher"));

  /**
   * Kubernetes sets these in every container for each service of the namespace; a service named
   * tocsin must not stop the pod.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("\\w+_SERVICE_(HOST|PORT)(_\\w+)?|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private Variables() {}

  /** Variables that set no key, with their purpose. */
  public static Map<String, String> others() {
    return Map.copyOf(OTHERS);
  }

  /** What is wrong with the values of those that set no key. */
  static List<String> problems(Map<String, String> environment) {
    return CHOICES.entrySet().stream()
        .filter(choice -> environment.containsKey(choice.getKey()))
        .filter(choice -> !choice.getValue().contains(value(environment, choice.getKey())))
        .map(
            choice ->
                "environment variable %s: expected one of %s, but was '%s'"
                    .formatted(
                        choice.getKey(),
                        String.join(", ", choice.getValue()),
                        environment.get(choice.getKey())))
        .toList();
  }

  /** Log4j reads levels in either case. */
  private static String value(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return name.equals(LOG_LEVEL) ? value.toLowerCase(Locale.ROOT) : value;
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
