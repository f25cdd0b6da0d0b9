package dev.tocsin.config;

import java.util.List;

/** The configuration cannot be used; says all that is wrong with it at once. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * @param problems one sentence each: what is wrong, where, and the mend; at least one, no secrets
   */
  public ConfigurationException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
