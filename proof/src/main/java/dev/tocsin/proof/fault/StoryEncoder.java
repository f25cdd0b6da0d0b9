package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.WindowVersion;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a story is made of, in the bytes that go into the topics. */
final class StoryEncoder {

  private static final Instant AWARE = Instant.parse("2024-06-01T00:00:00Z");

  private final EventSerdes serdes;
  private final TopicNames topics;

  StoryEncoder(TocsinConfig config) {
    serdes = Wiring.serdes(config);
    topics = config.topics();
  }

  /**
   * @param carrier whatever is no part of the identity and may change from push to push
   */
  byte[] log(Push push, String carrier) {
    return bytes(
        MessageLog.newBuilder()
            .setLogId(push.logId())
            .setAccountId(push.accountId())
            .setPhone(push.phone())
            .setPhoneE164(push.phoneE164())
            .setChannel(push.channel())
            .setSentAt(Instant.ofEpochMilli(push.sentAt()))
            .setCarrier(carrier));
  }

  byte[] bytes(MessageLog.Builder log) {
    return serdes
        .messageLog()
        .serializer()
        .serialize(topics.messageLog(Installation.PROVIDER), log.build());
  }

  byte @Nullable [] window(Step<WindowVersion> step) {
    WindowVersion w = step.value();
    return w == null ? null : bytes(window(step.key(), w));
  }

  CompromiseWindow.Builder window(String id, WindowVersion w) {
    Long to = w.to();
    return CompromiseWindow.newBuilder()
        .setWindowId(id)
        .setIncident(
            Incident.newBuilder()
                .setIncidentId(w.incidentId())
                .setTitle(w.title())
                .setGuidance(w.guidance())
                .setBecameAwareAt(AWARE)
                .build())
        .setProvider(w.provider())
        .setAccountIds(w.accounts() == null ? null : List.copyOf(w.accounts()))
        .setChannels(w.channels() == null ? null : List.copyOf(w.channels()))
        .setFrom(Instant.ofEpochMilli(w.from()))
        .setTo(to == null ? null : Instant.ofEpochMilli(to))
        .setStatus(w.active() ? "ACTIVE" : "DRAFT");
  }

  byte[] bytes(CompromiseWindow.Builder window) {
    return serdes.window().serializer().serialize(topics.window(), window.build());
  }

  byte @Nullable [] account(Step<AccountVersion> step) {
    AccountVersion account = step.value();
    return account == null
        ? null
        : bytes(
            dev.tocsin.event.Account.newBuilder()
                .setAccountId(step.key())
                .setName(account.name())
                .setContact(account.contact()));
  }

  byte[] bytes(dev.tocsin.event.Account.Builder account) {
    return serdes.account().serializer().serialize(topics.account(), account.build());
  }
}
