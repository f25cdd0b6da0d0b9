package dev.tocsin.proof.fault;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.story.WindowVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records that must become dead letters, on every input topic. */
final class Poisons {

  private static final Instant YEAR_2999 = Instant.parse("2999-01-01T00:00:00Z");
  private static final Instant MARCH = Instant.parse("2024-03-15T10:00:00Z");
  private static final byte[] KEY = "acct-00".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WINDOW_KEY = "w-1".getBytes(StandardCharsets.UTF_8);
  private static final int LONG = 2_000;

  private final List<Poison> all = new ArrayList<>();
  private final StoryEncoder wire;
  private final TopicNames topics;
  private final Random random;

  /**
   * An unreadable record.
   *
   * @param reason that its dead letter must carry
   * @param sentAt of a log whose dead letter tells when it was sent; null where that could not be
   *     read, or need not be known because others in the same run could not be read
   */
  record Poison(
      String topic, byte[] key, byte @Nullable [] value, String reason, @Nullable Long sentAt) {

    Poison(String topic, byte[] key, byte @Nullable [] value, String reason) {
      this(topic, key, value, reason, null);
    }
  }

  Poisons(StoryEncoder wire, TopicNames topics, Random random) {
    this.wire = wire;
    this.topics = topics;
    this.random = random;
    String logs = topics.messageLog(Installation.PROVIDER);
    everyWay(logs, KEY, wire.bytes(log()));
    everyWay(topics.account(), KEY, wire.bytes(account()));
    everyWay(topics.window(), WINDOW_KEY, wire.bytes(window()));
    all.add(new Poison(logs, KEY, null, "NULL_VALUE"));
    all.add(new Poison(logs, KEY, wire.bytes(account()), "INCOMPATIBLE_SCHEMA"));
    all.add(new Poison(topics.account(), KEY, wire.bytes(window()), "INCOMPATIBLE_SCHEMA"));
    all.add(new Poison(topics.window(), WINDOW_KEY, wire.bytes(log()), "INCOMPATIBLE_SCHEMA"));
    add(log().setSentAt(YEAR_2999), "FUTURE_EVENT_TIME");
    add(log().setSentAt(Instant.EPOCH), "INVALID_EVENT_TIME");
    add(log().setPhone(" "), "MISSING_FIELD");
    add(log().setState("x".repeat(LONG)), "FIELD_TOO_LONG");
    all.add(foreign());
    add(account().setAccountId("else"), "KEY_MISMATCH");
    add(account().setUpdatedAt(YEAR_2999), "FUTURE_EVENT_TIME");
    add(account().setName("x".repeat(LONG)), "FIELD_TOO_LONG");
    add(window().setWindowId("else"), "KEY_MISMATCH");
    add(window().setTo(YEAR_2999), "FUTURE_EVENT_TIME");
    add(window().setTo(Instant.EPOCH), "INVALID_RANGE");
    add(window().setStatus("MAYBE"), "INVALID_STATUS");
    add(window().setAccountIds(List.of()), "EMPTY_LIST");
  }

  /** One of them. */
  Poison any() {
    return all.get(random.nextInt(all.size()));
  }

  List<Poison> all() {
    return all;
  }

  /** One that says to be another provider's. */
  Poison foreign() {
    return new Poison(
        topics.messageLog(Installation.PROVIDER),
        KEY,
        wire.bytes(log().setProvider("another")),
        "PROVIDER_MISMATCH",
        MARCH.toEpochMilli());
  }

  /**
   * One larger than an input may be.
   *
   * @param bytes more than a quarter of {@code record.max.bytes}
   */
  Poison oversized(int bytes) {
    return new Poison(
        topics.messageLog(Installation.PROVIDER),
        KEY,
        wire.bytes(log().setState("x".repeat(bytes))),
        "TOO_LARGE");
  }

  private void everyWay(String topic, byte[] key, byte[] good) {
    byte[] unknown = good.clone();
    unknown[1] = 0x7F;
    all.add(new Poison(topic, key, "not avro".getBytes(StandardCharsets.UTF_8), "NOT_WIRE_FORMAT"));
    all.add(new Poison(topic, key, new byte[0], "NOT_WIRE_FORMAT"));
    all.add(new Poison(topic, key, Arrays.copyOf(good, good.length - 2), "MALFORMED_PAYLOAD"));
    all.add(new Poison(topic, key, Arrays.copyOf(good, good.length + 3), "TRAILING_BYTES"));
    all.add(new Poison(topic, key, unknown, "UNKNOWN_SCHEMA"));
  }

  private void add(MessageLog.Builder log, String reason) {
    all.add(new Poison(topics.messageLog(Installation.PROVIDER), KEY, wire.bytes(log), reason));
  }

  private void add(Account.Builder account, String reason) {
    all.add(new Poison(topics.account(), KEY, wire.bytes(account), reason));
  }

  private void add(CompromiseWindow.Builder window, String reason) {
    all.add(new Poison(topics.window(), WINDOW_KEY, wire.bytes(window), reason));
  }

  private static MessageLog.Builder log() {
    return MessageLog.newBuilder()
        .setLogId("poison")
        .setAccountId("acct-00")
        .setPhone("+12025550123")
        .setChannel("SMS")
        .setSentAt(MARCH);
  }

  private static Account.Builder account() {
    return Account.newBuilder().setAccountId("acct-00").setName("Poisoned");
  }

  private CompromiseWindow.Builder window() {
    return wire.window(
        "w-1",
        new WindowVersion(
            "INC-0",
            "Poisoned",
            null,
            Installation.PROVIDER,
            null,
            null,
            MARCH.toEpochMilli() - 1,
            MARCH.toEpochMilli() + 1,
            true));
  }
}
