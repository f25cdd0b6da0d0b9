package dev.tocsin.config;

/** Writes docs/configuration.md. */
public final class ConfigDocs {

  private ConfigDocs() {}

  /** The whole page. */
  public static String markdown() {
    return "# Configuration\n";
  }
}
