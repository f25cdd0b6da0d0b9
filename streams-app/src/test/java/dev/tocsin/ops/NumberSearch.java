package dev.tocsin.ops;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An attacker with a dump of keys and headers who tries all phone numbers. The attacker knows how
 * Tocsin makes identifiers without a key, and everything about the records but their numbers. It
 * shares no code with the detector.
 */
final class NumberSearch {

  private static final int BYTES = 16;

  /** An identifier, or a number in clear. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\+\\d{11}");

  /** A record whose number is searched for. */
  record Clue(String provider, String account, String logId, long sentAt, String channel) {}

  private final String incident;
  private final List<Clue> clues;
  private final Set<ByteBuffer> hashes = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final MessageDigest sha256;

  NumberSearch(String incident, List<Clue> clues) {
    this.incident = incident;
    this.clues = clues;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a key or the value of a header. */
  void add(byte[] dumped) {
    for (int i = 0; i + BYTES <= dumped.length; i++) {
      hashes.add(ByteBuffer.wrap(Arrays.copyOfRange(dumped, i, i + BYTES)));
    }
    Matcher found = ID.matcher(new String(dumped, StandardCharsets.UTF_8));
    while (found.find()) {
      ids.add(found.group());
    }
  }

  /** Hashes and identifiers to compare with. */
  int size() {
    return hashes.size() + ids.size();
  }

  /** The numbers that the dump reveals. */
  Set<String> tryAll(String start, int digits) {
    Set<String> found = new TreeSet<>();
    IntStream.range(0, (int) Math.pow(10, digits))
        .mapToObj(i -> start + ("%0" + digits + "d").formatted(i))
        .filter(this::isRevealed)
        .forEach(found::add);
    return found;
  }

  private boolean isRevealed(String number) {
    if (isKnown(hash(number.getBytes(StandardCharsets.UTF_8)))
        || isKnown(hash(framed("row-key", number)))
        || ids.contains(number)) {
      return true;
    }
    for (Clue clue : clues) {
      byte[] record =
          hash(
              framed(
                  "record",
                  clue.provider(),
                  clue.account(),
                  clue.logId(),
                  number,
                  Long.toString(clue.sentAt()),
                  clue.channel()));
      if (isKnown(record)
          || ids.contains(uuid(hash(framed("exposure", incident, uuid(record)))))
          || ids.contains(
              uuid(hash(framed("user-notification", incident, clue.account(), number))))) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown(byte[] hash) {
    return hashes.contains(ByteBuffer.wrap(hash));
  }

  private byte[] hash(byte[] bytes) {
    return Arrays.copyOf(sha256.digest(bytes), BYTES);
  }

  private static byte[] framed(String... fields) {
    ByteBuffer framed = ByteBuffer.allocate(1_024);
    for (String field : fields) {
      byte[] text = field.getBytes(StandardCharsets.UTF_8);
      framed.putInt(text.length).put(text);
    }
    return Arrays.copyOf(framed.array(), framed.position());
  }

  /** A UUID of version 8. */
  private static String uuid(byte[] hash) {
    byte[] bytes = hash.clone();
    bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }
}
