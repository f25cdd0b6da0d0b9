package dev.tocsin.config;

import java.util.List;

/** The configuration is invalid; lists every problem at once. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * @param problems one sentence each: what is wrong, where it is set, and the fix; at least one,
   *     no secrets
   */
  public ConfigurationException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
