package dev.tocsin.cli.logs;

import dev.tocsin.event.MessageLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message log on one line for people, its number except for its ends. */
final class ImportPreview {

  static final List<String> COLUMNS =
      List.of(
          "LOG ID", "ACCOUNT", "PHONE", "CHANNEL", "SENT AT", "TYPE", "CARRIER", "COUNTRY",
          "STATE");

  private static final int SHOWN_ENDS = 2;
  private static final int PHONE_DIGITS = 7;

  private ImportPreview() {}

  static List<String> cells(MessageLog log) {
    return List.of(
        log.getLogId(),
        log.getAccountId(),
        masked(log.getPhone()),
        guarded(log.getChannel()),
        log.getSentAt().toString(),
        orDash(log.getMessageType()),
        orDash(log.getCarrier()),
        orDash(log.getCountry()),
        orDash(log.getState()));
  }

  private static String masked(String phone) {
    int hidden = phone.length() - 2 * SHOWN_ENDS;
    return hidden <= 0
        ? "*".repeat(phone.length())
        : phone.substring(0, SHOWN_ENDS)
            + "*".repeat(hidden)
            + phone.substring(phone.length() - SHOWN_ENDS);
  }

  /** A number may stand in the wrong field. */
  private static String guarded(String text) {
    return text.chars().filter(Character::isDigit).count() >= PHONE_DIGITS ? masked(text) : text;
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : guarded(text);
  }
}
