package dev.tocsin.domain;

/**
 * Limits of input fields. Output events repeat several fields and windows and must fit into a
 * record of a broker with default settings.
 */
public final class FieldLimits {

  /** Characters of an id, a number or another attribute. */
  public static final int MAX_NAME = 1_024;

  /** Characters of a text for display. */
  public static final int MAX_PROSE = 16_384;

  /** Entries of a list of names that output events repeat. */
  public static final int MAX_NAMES = 64;

  /** Characters of such a name. */
  public static final int MAX_LISTED_NAME = 64;

  private FieldLimits() {}
}
