package dev.tocsin.cli.text;

/** Shortens phone numbers to what tells two of them apart at a glance and identifies nobody. */
public final class PhoneMask {

  private static final int SHOWN_BEFORE = 2;
  private static final int SHOWN_AFTER = 2;
  private static final int SHORTEST = 8;

  private PhoneMask() {}

  /**
   * The number with all but its first and last two characters hidden; short ones are hidden whole.
   */
  public static String of(String phone) {
    int length = phone.length();
    if (length < SHORTEST) {
      return "*".repeat(length);
    }
    return phone.substring(0, SHOWN_BEFORE)
        + "*".repeat(length - SHOWN_BEFORE - SHOWN_AFTER)
        + phone.substring(length - SHOWN_AFTER);
  }
}
