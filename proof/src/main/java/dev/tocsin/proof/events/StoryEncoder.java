package dev.tocsin.proof.events;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.testkit.Poisons;
import dev.tocsin.topology.EventSerdes;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Encodes the inputs of a story as the records of the input topics. */
public final class StoryEncoder {

  private static final Instant AWARE = Instant.parse("2024-04-01T00:00:00Z");

  /** The event time of malformed message logs, unless it is what is wrong. */
  public static final Instant POISON_SENT_AT = Instant.parse("2024-03-15T10:00:00Z");

  private final EventSerdes serdes;
  private final TopicNames topics;

  public StoryEncoder(EventSerdes serdes, TopicNames topics) {
    this.serdes = serdes;
    this.topics = topics;
  }

  public byte[] log(Push push) {
    return log(push, null);
  }

  /**
   * @param carrier no part of the identity, so that it may differ between two pushes of a record
   */
  public byte[] log(Push push, @Nullable String carrier) {
    return encode(
        topics.messageLog(push.provider()),
        MessageLog.newBuilder()
            .setLogId(push.logId())
            .setAccountId(push.accountId())
            .setPhone(push.phone())
            .setPhoneE164(push.phoneE164())
            .setChannel(push.channel())
            .setSentAt(Instant.ofEpochMilli(push.sentAt()))
            .setCarrier(carrier)
            .build());
  }

  /**
   * Null withdraws the window.
   *
   * @param basedOn the revision that the author saw; null if the author does not say
   */
  public byte @Nullable [] window(Step<WindowVersion> step, @Nullable Long basedOn) {
    WindowVersion window = step.value();
    return window == null ? null : encode(topics.window(), event(step.key(), window, basedOn));
  }

  /** Null deletes the account. */
  public byte @Nullable [] account(Step<AccountVersion> step) {
    AccountVersion account = step.value();
    return account == null
        ? null
        : encode(
            topics.account(),
            Account.newBuilder()
                .setAccountId(step.key())
                .setName(account.name())
                .setContact(account.contact())
                .build());
  }

  /**
   * Malformed copies of a valid log, account and window.
   *
   * @param provider whose topic the logs are for
   * @param accountId of all three records
   */
  public Poisons poisons(String provider, String accountId, String windowId) {
    long millis = POISON_SENT_AT.toEpochMilli();
    return new Poisons(
        this::encode,
        new Poisons.Valid(
            topics.messageLog(provider),
            MessageLog.newBuilder()
                .setLogId("poison")
                .setAccountId(accountId)
                .setPhone("+12025550123")
                .setChannel("SMS")
                .setSentAt(POISON_SENT_AT)
                .build(),
            topics.account(),
            Account.newBuilder().setAccountId(accountId).setName("Poisoned").build(),
            topics.window(),
            event(
                windowId,
                new WindowVersion(
                    "INC-0", "Poisoned", null, provider, null, null, millis - 1, millis + 1, true),
                null)));
  }

  private static CompromiseWindow event(String id, WindowVersion window, @Nullable Long basedOn) {
    Long to = window.to();
    return CompromiseWindow.newBuilder()
        .setWindowId(id)
        .setIncident(
            Incident.newBuilder()
                .setIncidentId(window.incidentId())
                .setTitle(window.title())
                .setGuidance(window.guidance())
                .setBecameAwareAt(AWARE)
                .build())
        .setProvider(window.provider())
        .setAccountIds(window.accounts() == null ? null : List.copyOf(window.accounts()))
        .setChannels(window.channels() == null ? null : List.copyOf(window.channels()))
        .setFrom(Instant.ofEpochMilli(window.from()))
        .setTo(to == null ? null : Instant.ofEpochMilli(to))
        .setStatus(window.active() ? "ACTIVE" : "DRAFT")
        .setBasedOn(basedOn)
        .build();
  }

  private byte[] encode(String topic, SpecificRecord event) {
    return switch (event) {
      case MessageLog log -> serdes.messageLog().serializer().serialize(topic, log);
      case Account account -> serdes.account().serializer().serialize(topic, account);
      case CompromiseWindow window -> serdes.window().serializer().serialize(topic, window);
      default -> throw new IllegalArgumentException("not an input: " + event.getSchema().getName());
    };
  }
}
