package dev.tocsin.testkit;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.serde.TrustedClasses;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Malformed records that must become dead letters, each with the reason that it must get: the
 * copies of three valid records, one for each input topic, with one thing wrong in each.
 */
public final class Poisons {

  private static final Instant YEAR_2999 = Instant.parse("2999-01-01T00:00:00Z");
  private static final String INCOMPATIBLE = "INCOMPATIBLE_SCHEMA";
  private static final int TOO_LONG = 1_025;
  private static final int TOO_MANY = 10_001;

  private final Encoder encoder;
  private final Valid valid;

  /** Encodes an event as a producer does, for a topic. */
  @FunctionalInterface
  public interface Encoder {
    byte[] encode(String topic, SpecificRecord event);
  }

  /**
   * The valid records, each with its topic. The key of an account is its id, that of a window its
   * id.
   */
  public record Valid(
      String logs,
      MessageLog log,
      String accounts,
      Account account,
      String windows,
      CompromiseWindow window) {}

  /**
   * A malformed record.
   *
   * @param timestamp milliseconds; null for the time of sending
   * @param reason the code that its dead letter must have
   */
  public record Poison(
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      @Nullable Long timestamp,
      String reason) {

    /** Whether a broker takes it: no timestamp ahead, and a key on a compacted topic. */
    public boolean acceptedByBrokers() {
      return timestamp == null && key != null;
    }

    @Override
    public String toString() {
      return topic + " " + reason;
    }
  }

  public Poisons(Encoder encoder, Valid valid) {
    // The copies of the valid records are made by Avro, which copies trusted classes only.
    TrustedClasses.trustContracts();
    this.encoder = encoder;
    this.valid = valid;
  }

  /** Every kind, on every input topic. */
  public List<Poison> all() {
    List<Poison> all = new ArrayList<>(logs());
    all.addAll(accounts());
    all.addAll(windows());
    return List.copyOf(all);
  }

  /** Every kind that a provider can push as a message log. */
  public List<Poison> logs() {
    List<Poison> all = new ArrayList<>(bytes(valid.logs(), logKey(), encoded(copy(valid.log()))));
    all.add(of(valid.logs(), logKey(), null, "NULL_VALUE"));
    all.add(of(valid.logs(), logKey(), encode(valid.accounts(), valid.account()), INCOMPATIBLE));
    all.add(log(copy(valid.log()).setSentAt(YEAR_2999), "FUTURE_EVENT_TIME"));
    all.add(log(copy(valid.log()).setSentAt(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"));
    all.add(log(copy(valid.log()).setSentAt(Instant.EPOCH), "INVALID_EVENT_TIME"));
    all.add(log(copy(valid.log()).setPhone(" "), "MISSING_FIELD"));
    all.add(log(copy(valid.log()).setLogId(""), "MISSING_FIELD"));
    all.add(log(copy(valid.log()).setAccountId(""), "MISSING_FIELD"));
    all.add(log(copy(valid.log()).setChannel(""), "MISSING_FIELD"));
    all.add(log(copy(valid.log()).setChannel("x".repeat(TOO_LONG)), "FIELD_TOO_LONG"));
    all.add(log(copy(valid.log()).setState("x".repeat(TOO_LONG)), "FIELD_TOO_LONG"));
    all.add(providerMismatch());
    return List.copyOf(all);
  }

  /** A message log that claims to come from another provider. */
  public Poison providerMismatch() {
    return log(copy(valid.log()).setProvider("another"), "PROVIDER_MISMATCH");
  }

  /**
   * A message log that is larger than an input may be.
   *
   * @param bytes more than a quarter of {@code record.max.bytes}
   */
  public Poison oversized(int bytes) {
    return log(copy(valid.log()).setState("x".repeat(bytes)), "TOO_LARGE");
  }

  private List<Poison> accounts() {
    String topic = valid.accounts();
    byte[] key = utf8(valid.account().getAccountId());
    List<Poison> all = new ArrayList<>(bytes(topic, key, encode(topic, valid.account())));
    all.add(of(topic, key, encode(valid.windows(), valid.window()), INCOMPATIBLE));
    all.add(of(topic, null, null, "NULL_KEY"));
    all.add(of(topic, utf8("else"), encode(topic, valid.account()), "KEY_MISMATCH"));
    all.add(account(copy(valid.account()).setName(" "), "MISSING_FIELD"));
    all.add(account(copy(valid.account()).setName("x".repeat(TOO_LONG)), "FIELD_TOO_LONG"));
    all.add(account(copy(valid.account()).setUpdatedAt(YEAR_2999), "FUTURE_EVENT_TIME"));
    all.add(
        account(
            copy(valid.account()).setUpdatedAt(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"));
    return all;
  }

  private List<Poison> windows() {
    String topic = valid.windows();
    byte[] key = utf8(valid.window().getWindowId());
    List<Poison> all = new ArrayList<>(bytes(topic, key, encode(topic, valid.window())));
    all.add(of(topic, key, encode(valid.logs(), valid.log()), INCOMPATIBLE));
    all.add(of(topic, null, null, "NULL_KEY"));
    all.add(of(topic, utf8("else"), encode(topic, valid.window()), "KEY_MISMATCH"));
    all.add(of(topic, new byte[] {(byte) 0xFF}, encode(topic, valid.window()), "KEY_MISMATCH"));
    all.add(window(copy(valid.window()).setFrom(Instant.ofEpochMilli(-1)), "INVALID_EVENT_TIME"));
    all.add(window(copy(valid.window()).setFrom(YEAR_2999).setTo(null), "FUTURE_EVENT_TIME"));
    all.add(window(copy(valid.window()).setTo(YEAR_2999), "FUTURE_EVENT_TIME"));
    all.add(window(copy(valid.window()).setTo(Instant.EPOCH), "INVALID_RANGE"));
    all.add(window(copy(valid.window()).setStatus("MAYBE"), "INVALID_STATUS"));
    all.add(window(copy(valid.window()).setProvider(""), "MISSING_FIELD"));
    all.add(window(copy(valid.window()).setAccountIds(List.of()), "EMPTY_LIST"));
    all.add(window(copy(valid.window()).setAccountIds(tooMany()), "TOO_MANY_ACCOUNTS"));
    all.add(window(copy(valid.window()).setChannels(List.of("SMS", " ")), "EMPTY_LIST"));
    all.add(window(copy(valid.window()).setChannels(tooMany()), "FIELD_TOO_LONG"));
    all.add(window(copy(valid.window()).setChannels(List.of("x".repeat(65))), "FIELD_TOO_LONG"));
    return all;
  }

  /** What goes wrong with the bytes of any record. */
  private static List<Poison> bytes(String topic, byte[] key, byte[] good) {
    byte[] unknownSchema = good.clone();
    unknownSchema[1] = 0x7F;
    return List.of(
        of(topic, key, utf8("not avro"), "NOT_WIRE_FORMAT"),
        of(topic, key, new byte[0], "NOT_WIRE_FORMAT"),
        of(topic, key, Arrays.copyOf(good, good.length - 2), "MALFORMED_PAYLOAD"),
        of(topic, key, Arrays.copyOf(good, good.length + 3), "TRAILING_BYTES"),
        of(topic, key, unknownSchema, "UNKNOWN_SCHEMA"),
        new Poison(topic, key, good, YEAR_2999.toEpochMilli(), "INVALID_RECORD_TIMESTAMP"));
  }

  private static Poison of(
      String topic, byte @Nullable [] key, byte @Nullable [] value, String reason) {
    return new Poison(topic, key, value, null, reason);
  }

  private Poison log(MessageLog.Builder log, String reason) {
    return of(valid.logs(), logKey(), encoded(log), reason);
  }

  private Poison account(Account.Builder account, String reason) {
    byte[] key = utf8(valid.account().getAccountId());
    return of(valid.accounts(), key, encode(valid.accounts(), account.build()), reason);
  }

  private Poison window(CompromiseWindow.Builder window, String reason) {
    byte[] key = utf8(valid.window().getWindowId());
    return of(valid.windows(), key, encode(valid.windows(), window.build()), reason);
  }

  private byte[] logKey() {
    return utf8(valid.log().getAccountId());
  }

  private byte[] encoded(MessageLog.Builder log) {
    return encode(valid.logs(), log.build());
  }

  private byte[] encode(String topic, SpecificRecord event) {
    return encoder.encode(topic, event);
  }

  private static MessageLog.Builder copy(MessageLog log) {
    return MessageLog.newBuilder(log);
  }

  private static Account.Builder copy(Account account) {
    return Account.newBuilder(account);
  }

  private static CompromiseWindow.Builder copy(CompromiseWindow window) {
    return CompromiseWindow.newBuilder(window);
  }

  private static List<String> tooMany() {
    return IntStream.range(0, TOO_MANY).mapToObj(i -> "a" + i).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
