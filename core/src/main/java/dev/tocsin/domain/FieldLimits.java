package dev.tocsin.domain;

/**
 * How long what Tocsin is told may be. What it sends repeats that, several fields and windows at
 * once, and has to fit into a record of a broker as it comes.
 */
public final class FieldLimits {

  /** Characters of an id, a number or another attribute. */
  public static final int MAX_NAME = 1_024;

  /** Characters of a text for people to read. */
  public static final int MAX_PROSE = 16_384;

  /** Entries of a list of names that events repeat. */
  public static final int MAX_NAMES = 64;

  /** Characters of such a name. */
  public static final int MAX_LISTED_NAME = 64;

  private FieldLimits() {}
}
