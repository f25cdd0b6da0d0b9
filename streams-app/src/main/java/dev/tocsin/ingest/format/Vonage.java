package dev.tocsin.ingest.format;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Vonage's formats have in common. */
final class Vonage {

  /** International, without the plus: how Vonage documents every number. */
  private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{6,14}");

  private Vonage() {}

  /** The number in E.164; null when it is none. */
  static @Nullable String e164(String number) {
    return INTERNATIONAL.matcher(number).matches() ? "+" + number : null;
  }
}
