package dev.tocsin.cli.logs;

import dev.tocsin.event.MessageLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message log on one line for people, its number except for its ends. */
final class Understood {

  static final List<String> COLUMNS =
      List.of(
          "LOG ID", "ACCOUNT", "PHONE", "CHANNEL", "SENT AT", "TYPE", "CARRIER", "COUNTRY",
          "STATE");

  private static final int SHOWN_ENDS = 2;

  private Understood() {}

  static List<String> cells(MessageLog log) {
    return List.of(
        log.getLogId(),
        log.getAccountId(),
        masked(log.getPhone()),
        log.getChannel(),
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

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
