package dev.tocsin.ingest.format;

import dev.tocsin.domain.Identity;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Telephony log of the Duo Admin API, version 1: {@code GET /admin/v1/logs/telephony}. Source: Duo
 * Admin API v1 documentation, "Telephony Logs"; {@code host} and {@code eventtype} are added by
 * Duo's own clients.
 *
 * <p>The items have no identifier, so one is made of what they say: polls that overlap make the
 * same one again. Two items may say the same, as when a person asks for two texts within a second;
 * those are told apart by their number within the input. An item at the edge of a poll keeps its
 * number, because polls begin with whole seconds.
 */
final class DuoV1Format implements LogFormat {

  /** Items that say the same are of one second, so that they lie near each other. */
  static final int REMEMBERED = 10_000;

  @Override
  public String id() {
    return "duo-v1";
  }

  @Override
  public String name() {
    return "Duo Admin API telephony log, version 1";
  }

  @Override
  public String documentation() {
    return """
        The API's answers as they are (stat, response; several after each other are fine when they
        do not overlap), a JSON array of items, or one item per line. There is no identifier:
        log_id is a hash of account, time, phone, type and context, and of the item's number among
        those of the input that say the same. Polls that overlap therefore give the same records,
        but have to be inputs of their own. channel is SMS for type sms and VOICE for type phone; message_type is context;
        sent_at is timestamp in seconds, else isotimestamp. The account is what is mapped to
        child_account_id, else to host, else the account of the feed; a child that is not mapped
        is refused.""";
  }

  @Override
  public String source() {
    return "https://duo.com/docs/adminapi-v1#telephony-logs";
  }

  @Override
  public boolean needsAccount() {
    return true;
  }

  @Override
  public Set<String> envelopeFields() {
    return Set.of("stat", "response", "code", "message", "message_detail");
  }

  @Override
  public Set<String> listFields() {
    return Set.of("response");
  }

  @Override
  public RejectReason explainMalformed(String line) {
    return line.startsWith("CEF:") ? RejectReason.CEF : RejectReason.MALFORMED_JSON;
  }

  @Override
  public LogDecoder decoder(Feed feed) {
    Occurrences occurrences = new Occurrences();
    return item ->
        List.of(ItemReader.verdict(item, feed, fields -> read(fields, feed, occurrences)));
  }

  private static MessageLog read(Fields fields, Feed feed, Occurrences occurrences)
      throws RejectException {
    fields.ignore("credits", "eventtype");
    String account = Duo.account(fields, feed);
    String phone = fields.text("phone");
    String type = fields.text("type");
    @Nullable String context = fields.optionalText("context");
    Instant sentAt = sentAt(fields, feed);
    String content =
        hash(
            account,
            Long.toString(sentAt.getEpochSecond()),
            phone,
            type,
            context == null ? "" : context);
    MessageLog log = new MessageLog();
    log.setLogId(hash(content, Integer.toString(occurrences.of(content))));
    log.setAccountId(account);
    log.setPhone(phone);
    log.setChannel(Duo.channel(type));
    log.setSentAt(sentAt);
    log.setMessageType(context);
    return log;
  }

  /** Both fields say the same; either has to lead to the same hash, so both are cut to seconds. */
  private static Instant sentAt(Fields fields, Feed feed) throws RejectException {
    if (fields.has("timestamp")) {
      fields.ignore("isotimestamp");
      return feed.tolerated(fields.epochSeconds("timestamp"), "timestamp");
    }
    if (fields.has("isotimestamp")) {
      return feed.tolerated(fields.isoInstant("isotimestamp"), "isotimestamp")
          .truncatedTo(ChronoUnit.SECONDS);
    }
    throw new RejectException(
        RejectReason.MISSING_FIELD,
        "timestamp",
        fields.has("ts") ? "records of version 2 are read as format duo-v2" : null);
  }

  private static String hash(String... fields) {
    return HexFormat.of().formatHex(Identity.digest(fields));
  }

  /** How often something was there, of the things that were there last. */
  private static final class Occurrences {

    private final Map<String, Integer> latest = new Latest();

    /** Counts it, from 0. */
    int of(String content) {
      return latest.merge(content, 1, Integer::sum) - 1;
    }
  }

  private static final class Latest extends LinkedHashMap<String, Integer> {

    @Serial private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > REMEMBERED;
    }
  }
}
