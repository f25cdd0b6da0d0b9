package dev.tocsin.telemetry;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a label value of an incident's id, which may be any text. */
final class IncidentLabel {

  private static final int MOST_CHARACTERS = 64;
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._:/-]");

  private IncidentLabel() {}

  /** The id itself where it is short and plain; else what is left of it and a fingerprint. */
  static String of(String incidentId) {
    String plain = UNUSUAL.matcher(incidentId).replaceAll("_");
    if (plain.equals(incidentId) && plain.length() <= MOST_CHARACTERS) {
      return incidentId;
    }
    String fingerprint = String.format(Locale.ROOT, "~%08x", incidentId.hashCode());
    int kept = Math.min(plain.length(), MOST_CHARACTERS - fingerprint.length());
    return plain.substring(0, kept) + fingerprint;
  }
}
