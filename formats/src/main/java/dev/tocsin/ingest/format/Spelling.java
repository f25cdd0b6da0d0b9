package dev.tocsin.ingest.format;

import java.util.Locale;
import java.util.regex.Pattern;

/** The notation of field names: the client libraries of some providers convert it. */
@FunctionalInterface
interface Spelling {

  /** The name in the record of a field with the given name in the API. */
  String of(String name);

  Pattern CAPITAL = Pattern.compile("[A-Z]");
  Pattern UNDERSCORE = Pattern.compile("_([a-z])");

  /** {@code messageId} as {@code message_id}. */
  static String snake(String name) {
    return CAPITAL.matcher(name).replaceAll("_$0").toLowerCase(Locale.ROOT);
  }

  /** {@code account_sid} as {@code accountSid}. */
  static String camel(String name) {
    return UNDERSCORE.matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }
}
