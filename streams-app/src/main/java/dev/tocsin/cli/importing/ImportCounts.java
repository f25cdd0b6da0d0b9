package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts what became of the records of an import. */
final class ImportCounts {

  // A name of this form is a field's; anything else may be a value in the wrong place.
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z_.-]{0,39}");
  private static final int MOST_NAMES = 50;
  private static final String OTHERS = "(others)";

  private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
  private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  private final SortedMap<String, Long> unknownFields = new TreeMap<>();
  private long read;
  private long contentFields;
  private long resumed;
  private long rejectedEarlier;
  private long notReadToEnd;

  void accepted(Decoded.Accepted<?> accepted) {
    read++;
    contentFields += accepted.contentFields().size();
    for (String name : accepted.unknownFields()) {
      boolean shown =
          unknownFields.containsKey(name)
              || (FIELD_NAME.matcher(name).matches() && unknownFields.size() < MOST_NAMES);
      unknownFields.merge(shown ? name : OTHERS, 1L, Long::sum);
    }
  }

  void skipped(Decoded.Skipped<?> verdict) {
    read++;
    contentFields += verdict.contentFields().size();
    skipped.merge(verdict.reason(), 1L, Long::sum);
  }

  /** Records that an earlier run dealt with. */
  void resumed(Outlet.Position position) {
    resumed += position.verdicts();
    rejectedEarlier += position.rejected();
  }

  void rejected(RejectReason reason) {
    read++;
    rejected.merge(reason, 1L, Long::sum);
  }

  /** A file that holds more than could be read. */
  void notReadToEnd() {
    notReadToEnd++;
  }

  /** Whether something of the files is missing, whichever run it was that left it out. */
  boolean hasRejects() {
    return !rejected.isEmpty() || rejectedEarlier > 0 || notReadToEnd > 0;
  }

  long read() {
    return read;
  }

  /** The summary of an import for programs. */
  Map<String, Object> json(long sent, boolean dryRun, @Nullable Preview<?> preview) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", read);
    json.put("sent", dryRun ? 0 : sent);
    if (dryRun) {
      json.put("would_send", sent);
    }
    json.put("resumed_after", resumed);
    json.put("rejected_earlier", rejectedEarlier);
    json.put("rejected", rejected);
    json.put("files_not_read_to_end", notReadToEnd);
    json.put("skipped", skipped);
    json.put("content_fields_dropped", contentFields);
    json.put("unknown_fields_dropped", unknownFields);
    json.put("dry_run", dryRun);
    if (preview != null) {
      json.put("preview", preview.json());
    }
    return json;
  }

  /** Prints the summary of an import for people. */
  void show(Console console, String unit, long sent, boolean dryRun) {
    console.line(
        unit
            + ": "
            + read
            + " read, "
            + sent
            + (dryRun ? " would be sent, " : " sent and acknowledged, ")
            + rejected.values().stream().mapToLong(Long::longValue).sum()
            + " rejected");
    if (resumed > 0) {
      console.line(
          "  dealt with by an earlier run: "
              + resumed
              + (rejectedEarlier > 0 ? ", of which it rejected " + rejectedEarlier : "")
              + "; what it rejected is read again without --resume only");
    }
    rejected.forEach((reason, count) -> console.line("  " + reason + ": " + count));
    if (notReadToEnd > 0) {
      console.line("  files that were not read to their end: " + notReadToEnd);
    }
    if (!skipped.isEmpty() && sent == 0 && rejected.isEmpty()) {
      console.note("nothing of it is a message log of its own; see why below");
    }
    skipped.forEach(
        (reason, count) ->
            console.line("  skipped, " + reason + ": " + count + " (" + reason.meaning() + ")"));
    if (contentFields > 0) {
      console.line("  fields with message content, dropped: " + contentFields);
    }
    if (!unknownFields.isEmpty()) {
      console.line("  fields that the format does not know, dropped: " + named(unknownFields));
    }
  }

  private static String named(SortedMap<String, Long> counts) {
    List<String> parts =
        counts.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList();
    return String.join(", ", parts);
  }
}
