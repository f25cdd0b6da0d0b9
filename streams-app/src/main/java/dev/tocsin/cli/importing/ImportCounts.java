package dev.tocsin.cli.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.cli.Console;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectReason;
import dev.tocsin.ingest.decode.SkipReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the records of an import by outcome. */
final class ImportCounts {

  // Names of another form may be values in the wrong place.
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

  /** Records that an earlier run processed. */
  void resumed(Outlet.Position position) {
    resumed += position.verdicts();
    rejectedEarlier += position.rejected();
  }

  void rejected(RejectReason reason) {
    read++;
    rejected.merge(reason, 1L, Long::sum);
  }

  /** A file that could not be read to its end. */
  void notReadToEnd() {
    notReadToEnd++;
  }

  /** Whether this run or an earlier one left out a record. */
  boolean hasRejects() {
    return !rejected.isEmpty() || rejectedEarlier > 0 || notReadToEnd > 0;
  }

  long read() {
    return read;
  }

  /** The summary as JSON. */
  record Summary(
      long read,
      long sent,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long wouldSend,
      long resumedAfter,
      long rejectedEarlier,
      Map<RejectReason, Long> rejected,
      long filesNotReadToEnd,
      Map<SkipReason, Long> skipped,
      long contentFieldsDropped,
      Map<String, Long> unknownFieldsDropped,
      boolean dryRun,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<?> preview) {}

  Summary summary(long sent, boolean dryRun, @Nullable Preview<?> preview) {
    return new Summary(
        read,
        dryRun ? 0 : sent,
        dryRun ? sent : null,
        resumed,
        rejectedEarlier,
        rejected,
        notReadToEnd,
        skipped,
        contentFields,
        unknownFields,
        dryRun,
        preview == null ? null : preview.rows());
  }

  /** Prints the summary as text. */
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
          "  processed by an earlier run: "
              + resumed
              + (rejectedEarlier > 0 ? ", of which it rejected " + rejectedEarlier : "")
              + "; import the file without --resume to read the rejected ones again");
    }
    rejected.forEach((reason, count) -> console.line("  " + reason + ": " + count));
    if (notReadToEnd > 0) {
      console.line("  files not read to their end: " + notReadToEnd);
    }
    if (!skipped.isEmpty() && sent == 0 && rejected.isEmpty()) {
      console.note("the input contains no message log of its own; see the reasons below");
    }
    skipped.forEach(
        (reason, count) ->
            console.line("  skipped, " + reason + ": " + count + " (" + reason.meaning() + ")"));
    if (contentFields > 0) {
      console.line("  dropped fields with message content: " + contentFields);
    }
    if (!unknownFields.isEmpty()) {
      console.line("  dropped fields that the format does not define: " + named(unknownFields));
    }
  }

  private static String named(SortedMap<String, Long> counts) {
    List<String> parts =
        counts.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList();
    return String.join(", ", parts);
  }
}
