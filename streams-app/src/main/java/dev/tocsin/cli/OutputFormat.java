package dev.tocsin.cli;

import java.util.Locale;

/** How a command writes its data. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** One JSON document, or one a line for what does not end. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
