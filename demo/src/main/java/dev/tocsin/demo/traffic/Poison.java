package dev.tocsin.demo.traffic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record that no detector can use, as they do turn up on real topics. */
public final class Poison {

  private static final long YEAR_MILLIS = 365L * 24 * 60 * 60 * 1_000;
  private static final int HEADER_BYTES = 5;
  private static final int UNUSED_SCHEMA_ID = 1_999_999_999;

  private final byte @Nullable [] value;
  private final String reason;

  private Poison(byte @Nullable [] value, String reason) {
    this.value = value;
    this.reason = reason;
  }

  /** What is pushed; null is a record without a value. */
  public byte @Nullable [] value() {
    return value;
  }

  /** The dead letter's reason code that it ought to end with. */
  public String reason() {
    return reason;
  }

  /** A message before it is encoded, with the provider that it claims to come from. */
  public record Draft(LogEntry entry, @Nullable String claimedProvider) {}

  /**
   * Makes some of each sort.
   *
   * @param each how many of each sort
   * @param encode turns a message into the bytes a provider would push
   */
  public static List<Poison> brew(
      Traffic traffic, long seed, int each, Function<Draft, byte[]> encode) {
    List<Poison> all = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      SplittableRandom random = Seeds.at(seed, Seeds.Stream.POISON, i);
      LogEntry entry = traffic.record(random.nextInt(traffic.records()));
      byte[] good = encode.apply(new Draft(entry, null));
      all.add(new Poison(null, "NULL_VALUE"));
      all.add(new Poison(garbage(random), "NOT_WIRE_FORMAT"));
      all.add(
          new Poison(
              Arrays.copyOf(good, HEADER_BYTES + random.nextInt(1, good.length - HEADER_BYTES)),
              "MALFORMED_PAYLOAD"));
      all.add(new Poison(Arrays.copyOf(good, good.length + 3), "TRAILING_BYTES"));
      all.add(new Poison(foreign(good), "UNKNOWN_SCHEMA"));
      all.add(
          new Poison(
              encode.apply(
                  new Draft(at(entry, System.currentTimeMillis() + 5 * YEAR_MILLIS), null)),
              "FUTURE_EVENT_TIME"));
      all.add(new Poison(encode.apply(new Draft(at(entry, -1), null)), "INVALID_EVENT_TIME"));
      all.add(new Poison(encode.apply(new Draft(homeless(entry), null)), "MISSING_FIELD"));
      all.add(new Poison(encode.apply(new Draft(entry, "somebody-else")), "PROVIDER_MISMATCH"));
    }
    return List.copyOf(all);
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(1, 60)];
    random.nextBytes(bytes);
    // Anything but 0, with which the wire format begins.
    bytes[0] = 0x7B;
    return bytes;
  }

  private static byte[] foreign(byte[] good) {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).putInt(1, UNUSED_SCHEMA_ID);
    return bytes;
  }

  private static LogEntry at(LogEntry entry, long sentAt) {
    return with(entry, entry.account(), sentAt);
  }

  private static LogEntry homeless(LogEntry entry) {
    return with(entry, " ", entry.sentAt());
  }

  private static LogEntry with(LogEntry entry, String account, long sentAt) {
    return new LogEntry(
        entry.provider(),
        account,
        entry.logId(),
        entry.phone(),
        entry.phoneE164(),
        entry.person(),
        entry.channel(),
        sentAt,
        entry.messageType(),
        entry.carrier(),
        entry.country(),
        entry.state());
  }
}
