package dev.tocsin.bench.child;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a contender's process: {@code name=value} each. */
public record Arguments(Map<String, String> values) {

  public Arguments {
    values = Map.copyOf(values);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException when an argument has no {@code =}
   */
  public static Arguments parse(String... args) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + arg + "' is not name=value");
      }
      values.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    return new Arguments(values);
  }

  /** The command line that is read as this. */
  public List<String> commandLine() {
    return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
  }

  /**
   * A value.
   *
   * @throws IllegalArgumentException when it is missing
   */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the argument " + name + "= is missing");
    }
    return value;
  }

  public int number(String name) {
    return Integer.parseInt(text(name));
  }
}
