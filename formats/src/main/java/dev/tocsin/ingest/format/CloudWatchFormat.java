package dev.tocsin.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * A format whose records AWS writes to CloudWatch Logs, each as the text of one log event. An input
 * has plain records, log events ({@code FilterLogEvents} and similar), rows of a query, records
 * prefixed with the time of the event (an export to Amazon S3), or the batches of a subscription.
 * Only subscriptions, and rows with {@code @log}, name the owner of the log. Source: Amazon
 * CloudWatch Logs user guide, "Log group-level subscription filters", "Export log data to Amazon
 * S3" and "Supported logs and discovered fields".
 */
abstract class CloudWatchFormat implements LogFormat {

  /** Amazon SNS names its groups {@code sns/REGION/ACCOUNT/...}. */
  private static final Pattern SNS_GROUP = Pattern.compile("^(?:/aws/)?sns/[^/]+/([^/]+)/");

  /** The field of a query that holds the text of an event. */
  private static final String MESSAGE = "@message";

  private static final Pattern LOG = Pattern.compile("([0-9]{12}):(.+)");

  private static final Pattern EXPORTED =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z [{\\[]");

  /** Reads a record. The provider is filled in afterwards. */
  abstract MessageLog read(Fields fields, Feed feed, @Nullable String owner)
      throws RejectException, SkipException;

  /** The record itself, as text. */
  @Override
  public final Set<String> wrappingFields() {
    return Set.of("message", MESSAGE);
  }

  @Override
  public final Set<String> wrappingLists() {
    return Set.of("events", "logEvents");
  }

  @Override
  public final Set<String> envelopeFields() {
    return Set.of(
        "events",
        "searchedLogStreams",
        "nextToken",
        "nextForwardToken",
        "nextBackwardToken",
        "queryLanguage",
        "results",
        "statistics");
  }

  @Override
  public final Set<String> listFields() {
    return Set.of("events", "results");
  }

  /** An export to S3 prefixes each record with the time of the event and a blank. */
  @Override
  public final String withoutPrefix(String line) {
    return EXPORTED.matcher(line).lookingAt() ? line.substring(line.indexOf(' ') + 1) : line;
  }

  @Override
  public final LogDecoder decoder(Feed feed) {
    return item -> decode(item, feed);
  }

  private List<Decoded<MessageLog>> decode(JsonNode item, Feed feed) {
    JsonNode found = field(item, MESSAGE);
    if (!found.isMissingNode()) {
      String owner = ownerOfLog(field(item, "@log"));
      return List.of(
          found.isTextual() ? record(found.textValue(), feed, owner) : record(found, feed, owner));
    }
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
      List<Decoded<MessageLog>> outcomes = new ArrayList<>();
      for (Fields event : fields.objects("logEvents")) {
        outcomes.add(event(event, feed, owner));
      }
      return outcomes;
    } catch (RejectException e) {
      return List.of(e.toRejected());
    }
  }

  /** A field of a query row, which is an object or a list of names with values. */
  private static JsonNode field(JsonNode row, String name) {
    for (JsonNode cell : row.isArray() ? row : JsonNodeFactory.instance.arrayNode()) {
      if (name.equals(cell.path("field").textValue())) {
        return cell.path("value");
      }
    }
    return row.path(name);
  }

  /** From {@code ACCOUNT:GROUP}. */
  private static @Nullable String ownerOfLog(JsonNode log) {
    Matcher parts = LOG.matcher(log.asText());
    return parts.matches() ? owner(parts.group(1), parts.group(2)) : null;
  }

  /** The account in the group's name wrote the records; another account may own the log. */
  private static @Nullable String owner(Fields fields) throws RejectException {
    String owner = fields.optionalText("owner");
    String group = fields.optionalText("logGroup");
    return owner(owner, group == null ? "" : group);
  }

  private static @Nullable String owner(@Nullable String owner, String group) {
    Matcher named = SNS_GROUP.matcher(group);
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
    return ItemFormat.decode(record, feed, fields -> read(fields, feed, owner));
  }
}
