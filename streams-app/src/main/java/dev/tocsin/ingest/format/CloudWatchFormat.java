package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.Json;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.SkipException;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A format whose records AWS writes to CloudWatch Logs, each as the text of one log event. They
 * come bare, as log events ({@code FilterLogEvents} and the like), or several at once from a
 * subscription, and only the last of these say whose log it is. Source: Amazon CloudWatch Logs user
 * guide, "Log group-level subscription filters".
 */
abstract class CloudWatchFormat implements LogFormat {

  /** Amazon SNS names its groups {@code sns/REGION/ACCOUNT/...}. */
  private static final Pattern SNS_GROUP = Pattern.compile("^(?:/aws/)?sns/[^/]+/([^/]+)/");

  /** Reads a record. The provider is filled in afterwards. */
  abstract MessageLog read(Fields fields, Feed feed, @Nullable String owner)
      throws RejectException, SkipException;

  /** The record itself, as text. */
  @Override
  public final Set<String> wrappingFields() {
    return Set.of("message");
  }

  @Override
  public final Set<String> wrappingLists() {
    return Set.of("events", "logEvents");
  }

  @Override
  public final Set<String> envelopeFields() {
    return Set.of(
        "events", "searchedLogStreams", "nextToken", "nextForwardToken", "nextBackwardToken");
  }

  @Override
  public final Set<String> listFields() {
    return Set.of("events");
  }

  @Override
  public final LogDecoder decoder(Feed feed) {
    return item -> decode(item, feed);
  }

  private List<Decoded<MessageLog>> decode(JsonNode item, Feed feed) {
    if (!item.has("logEvents")) {
      JsonNode text = item.path("message");
      return List.of(
          text.isTextual() ? record(text.textValue(), feed, null) : record(item, feed, null));
    }
    try {
      Fields fields = new Fields(item);
      if ("CONTROL_MESSAGE".equals(fields.optionalText("messageType"))) {
        fields.ignore("logEvents");
        return List.of(fields.skipped(SkipReason.OTHER_EVENT));
      }
      String owner = owner(fields);
      List<Decoded<MessageLog>> verdicts = new ArrayList<>();
      for (Fields event : fields.objects("logEvents")) {
        verdicts.add(event(event, feed, owner));
      }
      return verdicts;
    } catch (RejectException e) {
      return List.of(e.toRejected());
    }
  }

  /** The account in the name of the group wrote the records; the log may be another's. */
  private static @Nullable String owner(Fields fields) throws RejectException {
    String owner = fields.optionalText("owner");
    String group = fields.optionalText("logGroup");
    Matcher named = SNS_GROUP.matcher(group == null ? "" : group);
    return named.find() ? named.group(1) : owner;
  }

  private Decoded<MessageLog> event(Fields event, Feed feed, @Nullable String owner) {
    try {
      return record(event.text("message"), feed, owner);
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  private Decoded<MessageLog> record(String text, Feed feed, @Nullable String owner) {
    try {
      return record(Json.parse(text), feed, owner);
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  private Decoded<MessageLog> record(JsonNode record, Feed feed, @Nullable String owner) {
    return ItemReader.verdict(record, feed, fields -> read(fields, feed, owner));
  }
}
