package dev.tocsin.phone;

/** Shortens phone numbers for display, so that two differ at a glance and neither can be called. */
public final class PhoneMask {

  private static final int SHOWN_BEFORE = 2;
  private static final int SHOWN_AFTER = 2;
  private static final int SHORTEST = 8;

  private PhoneMask() {}

  /** The number with all but its first and last two characters hidden; a short one entirely. */
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
