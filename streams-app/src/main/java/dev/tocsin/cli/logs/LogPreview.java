package dev.tocsin.cli.logs;

import dev.tocsin.cli.Console;
import dev.tocsin.cli.importing.Preview;
import dev.tocsin.event.MessageLog;
import dev.tocsin.phone.PhoneMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows the first message logs of an import with masked phone numbers. */
final class LogPreview implements Preview<MessageLog> {

  private static final List<String> HEADER =
      List.of(
          "LINE", "LOG ID", "ACCOUNT", "PHONE", "CHANNEL", "SENT AT", "TYPE", "CARRIER", "COUNTRY",
          "STATE");

  private static final int SHOWN = 5;

  /** Characters of a cell: the length of the longest ids of providers. */
  private static final int WIDEST = 64;

  /** Digits from which on a text may be a phone number. */
  private static final int PHONE_DIGITS = 7;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final List<Row> rows = new ArrayList<>();

  private record Row(
      long line,
      String logId,
      String account,
      String phone,
      String channel,
      Instant sentAt,
      String type,
      String carrier,
      String country,
      String state) {

    List<String> cells() {
      return Stream.of(
              Long.toString(line),
              logId,
              account,
              phone,
              channel,
              sentAt.toString(),
              type,
              carrier,
              country,
              state)
          .map(LogPreview::oneLine)
          .toList();
    }
  }

  @Override
  public void add(long line, MessageLog log) {
    if (rows.size() < SHOWN) {
      rows.add(
          new Row(
              line,
              log.getLogId(),
              log.getAccountId(),
              PhoneMask.of(log.getPhone()),
              masked(log.getChannel()),
              log.getSentAt(),
              orDash(log.getMessageType()),
              orDash(log.getCarrier()),
              orDash(log.getCountry()),
              orDash(log.getState())));
    }
  }

  @Override
  public List<?> rows() {
    return List.copyOf(rows);
  }

  @Override
  public void show(Console console) {
    if (!rows.isEmpty()) {
      console.table(HEADER, rows.stream().map(Row::cells).toList());
    }
  }

  /** Masks a text that may be a phone number in the wrong field. */
  private static String masked(String text) {
    return text.chars().filter(Character::isDigit).count() >= PHONE_DIGITS
        ? PhoneMask.of(text)
        : text;
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : masked(text);
  }

  /** The values are not validated yet and may have any length. */
  private static String oneLine(String cell) {
    String cut = cell.length() > WIDEST ? cell.substring(0, WIDEST - 1) + "…" : cell;
    return CONTROL
        .matcher(cut)
        .replaceAll(control -> "\\\\u%04x".formatted((int) control.group().charAt(0)));
  }
}
