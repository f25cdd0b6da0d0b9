package dev.tocsin.history.block;

import dev.tocsin.domain.LogRecord;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Log records of every kind that a provider may write, and of unusual kinds. */
final class Records {

  static final long DAY = BlockKeys.DAY_MS;

  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-",
          "+",
          "\0",
          "😀 überraschung 漢字",
          "++",
          "007",
          "00000000000000000000000000",
          "999999999999999999",
          "9999999999999999999",
          "SM0123456789abcdef0123456789abcdef",
          "SM0123456789ABCDEF0123456789ABCDEF",
          "sm0123456789abcdef0123456789abcde",
          "123e4567-e89b-12d3-a456-426614174000",
          "123E4567-E89B-12D3-A456-426614174000",
          "123e4567-e89b-12d3-a456-42661417400",
          "+15551234567",
          "+1 (555) 123-4567",
          "abc😀1",
          "😀123",
          "Aa_-9",
          "call:7",
          "x".repeat(3000));

  private Records() {}

  static LogRecord plain(String id, long sentAt) {
    return plain(id, "acme", sentAt);
  }

  static LogRecord plain(String id, String account, long sentAt) {
    return new LogRecord(
        "duo", account, id, "+15551234567", null, "SMS", sentAt, null, null, null, null);
  }

  /** Records as providers write them. */
  static LogRecord usual(Random random, long from, long to) {
    String phone = "+1%010d".formatted(random.nextLong(10_000_000_000L));
    return new LogRecord(
        "duo",
        "DA" + Integer.toString(random.nextInt(20_000) + 60_000_000, 36).toUpperCase(),
        new UUID(random.nextLong(), random.nextLong()).toString(),
        phone,
        random.nextInt(4) == 0 ? null : phone,
        random.nextInt(5) == 0 ? "VOICE" : "SMS",
        random.nextLong(from, to),
        List.of("passcode", "authentication", "enrollment").get(random.nextInt(3)),
        List.of("Carrier A", "Carrier B", "Ünïcode Mobile").get(random.nextInt(3)),
        random.nextInt(10) == 0 ? "CA" : "US",
        random.nextInt(3) == 0 ? null : "S" + random.nextInt(50));
  }

  /** A record with texts of any length and alphabet. */
  static LogRecord odd(Random random, long from, long to) {
    return new LogRecord(
        random.nextInt(3) == 0 ? "other" : "duo",
        text(random),
        text(random),
        text(random),
        textOrNone(random),
        text(random),
        random.nextLong(from, to),
        textOrNone(random),
        textOrNone(random),
        textOrNone(random),
        textOrNone(random));
  }

  private static @Nullable String textOrNone(Random random) {
    return random.nextBoolean() ? null : text(random);
  }

  static String text(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
      case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 2 -> Long.toHexString(random.nextLong());
      case 3 -> Long.toString(random.nextLong());
      case 4 -> Integer.toString(random.nextInt(), 36);
      default -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
          int point = random.nextInt(0x10FFFF);
          text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '?' : point);
        }
        yield text.toString();
      }
    };
  }
}
