package dev.tocsin.ingest.format;

/** Writes docs/formats.md from the formats. */
public final class FormatDocs {

  private static final String INTRO =
      """
      # Formats of message logs

      <!-- Generated: `mvn test -Dtocsin.docs.write=true` writes it, a test compares it. -->

      A provider need not write the contract. Each of these is read in two ways, with the same result:

      - **from files**: `tocsin logs import FILE... --provider NAME --format FORMAT`, from files, \
      directories, gzip and standard input; JSON as objects, lists of them or answers of the \
      provider's API, one a line or as documents behind each other. `--dry-run` shows how the first records are understood, `--rejects` writes \
      down each refused line with its number and reason, `--resume` goes on with a run that was \
      broken off.
      - **live**: `providers.NAME.format=FORMAT`, for a provider that pushes its own JSON into its \
      topic, one object or a list of them a record, or an answer of its API, with any key \
      ([configuration](configuration.md)).

      What holds for all of them:

      - An account is never guessed. A record names it, or the feed does (`--account`, \
      `providers.NAME.account`); what the provider calls an account can be mapped to what the \
      account table calls it (`--map-account`, `providers.NAME.accounts`).
      - `sent_at` is when a message was requested or sent, never when its receipt came.
      - Several events of one message are one record: each format says which of its events is the \
      sending. The others are skipped and counted.
      - Numbers stay as they were given, valid or not.
      - What was said (`body`, `text` and the like) is dropped and counted. Of a live record that \
      becomes a dead letter it is taken out first, of JSON that stands in a text as well; only what \
      is no JSON, has a field twice, is nested deeper than 64 levels or is larger than 256 KiB is \
      kept as it came.
      - Read one message from one source only: the same message from another format may have another \
      time or id, and is another record then.

      | Format | What it is | Live | Account | Zone |
      |---|---|---|---|---|
      """;

  private FormatDocs() {}

  /** The whole page. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(INTRO);
    for (LogFormat format : LogFormats.all()) {
      page.append(
          "| [`%s`](#%s) | %s | %s | %s | %s |\n"
              .formatted(
                  format.id(),
                  format.id(),
                  format.name(),
                  format.layout() == LogFormat.Layout.JSON ? "yes" : "no, CSV",
                  format.needsAccount() ? "of the feed" : "in the record",
                  format.needsZone() ? "of the feed" : "in the record"));
    }
    for (LogFormat format : LogFormats.all()) {
      page.append("\n## ").append(format.id()).append("\n\n");
      page.append(format.documentation().strip()).append("\n\n");
      page.append("Source: ").append(format.source()).append('\n');
    }
    return page.toString();
  }
}
