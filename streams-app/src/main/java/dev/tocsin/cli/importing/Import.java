package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Interruption;
import dev.tocsin.cli.Progress;
import dev.tocsin.ingest.Sink;
import dev.tocsin.ingest.decode.Decoded;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An import of files into a topic: sends valid records, reports rejected ones, prints a summary.
 *
 * @param <T> the type of the records
 */
public final class Import<T> {

  private static final int SHOWN = 20;

  private final String unit;
  private final Function<T, String> key;
  private final Console console;
  private final @Nullable Outlet<T> outlet;
  private final @Nullable Preview<T> preview;
  private final List<String> empty = new ArrayList<>();
  private final ImportCounts counts = new ImportCounts();
  private final List<String> broken = new ArrayList<>();
  private long accepted;

  /** The number of verdicts of the current file, and of its rejections. */
  private long position;

  private long rejected;

  /**
   * @param unit the name of the records, in the plural
   * @param key the key of a record
   * @param outlet null to send nothing
   * @param preview shows the decoded records if nothing is sent; null for none
   */
  public Import(
      String unit,
      Function<T, String> key,
      Console console,
      @Nullable Outlet<T> outlet,
      @Nullable Preview<T> preview) {
    this.unit = unit;
    this.key = key;
    this.console = console;
    this.outlet = outlet;
    this.preview = outlet == null ? preview : null;
  }

  /** Reads a format. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads to the end, or until the sink has enough. */
    void read(InputFile file, InputStream in, Sink<T> sink) throws IOException;
  }

  /**
   * Runs the import.
   *
   * @param rejects file for all rejections; null for the first ones on the console
   * @param append whether to append to that file instead of overwriting it
   * @return the exit code
   */
  public int run(List<InputFile> files, @Nullable Path rejects, boolean append, Reader<T> reader)
      throws InterruptedException {
    try (RejectLog rejectLog = new RejectLog(rejects, append);
        Interruption interruption = Interruption.finishing(() -> reportProgress("interrupted"))) {
      try (Progress progress = console.progress("Importing", InputFile.kilobytes(files), "kB")) {
        readAll(files, reader, rejectLog, interruption, progress);
      }
      if (preview != null && !console.json()) {
        preview.show(console);
      }
      rejectLog.show(console);
      broken.forEach(console::note);
      reportEmpty();
      if (interruption.isRequested()) {
        interruption.report();
        return ExitCodes.INTERRUPTED;
      }
      if (console.json()) {
        console.document(counts.summary(sent(), outlet == null, preview));
      } else {
        counts.show(console, unit, sent(), outlet == null);
      }
      return counts.hasRejects() ? ExitCodes.BAD_INPUT : ExitCodes.OK;
    } catch (CliException e) {
      if (e.exitCode() == ExitCodes.UNAVAILABLE) {
        reportProgress("stopped");
      }
      throw e;
    }
  }

  private void readAll(
      List<InputFile> files,
      Reader<T> reader,
      RejectLog rejectLog,
      Interruption interruption,
      Progress progress)
      throws InterruptedException {
    for (InputFile file : files) {
      if (interruption.isRequested()) {
        return;
      }
      position = 0;
      Outlet.Position before =
          outlet == null ? Outlet.Position.START : outlet.begin(file, rejectLog::sync);
      rejected = before.rejected();
      counts.resumed(before);
      try (InputStream in = file.open(System.in, progress)) {
        reader.read(
            file,
            in,
            (line, verdict) -> {
              if (verdict instanceof Decoded.Rejected<T> refused && refused.last()) {
                counts.notReadToEnd();
              }
              if (position++ >= before.verdicts()) {
                handle(file, line, verdict, rejectLog);
                if (outlet != null) {
                  outlet.processed(new Outlet.Position(position, rejected));
                }
              }
              return !interruption.isRequested();
            });
        flush(rejectLog);
        if (position == 0 && !interruption.isRequested()) {
          empty.add(file.name());
        }
      } catch (InputFile.ArchiveException e) {
        skipRest(file.name() + ": " + e.getMessage(), rejectLog);
      } catch (ZipException | EOFException e) {
        skipRest(
            file.name()
                + ": the gzip data is damaged or truncated; the records before the damage were read,"
                + " the rest was not; fetch the file again",
            rejectLog);
      } catch (IOException e) {
        skipRest(
            file.name()
                + ": cannot read the rest of the file ("
                + e.getClass().getSimpleName()
                + "); retry",
            rejectLog);
      }
    }
  }

  private void reportEmpty() {
    empty.stream().limit(SHOWN).forEach(name -> console.note(name + ": contains no " + unit));
    if (empty.size() > SHOWN) {
      console.note((empty.size() - SHOWN) + " more files contain no " + unit);
    }
  }

  private void skipRest(String why, RejectLog rejectLog) {
    flush(rejectLog);
    counts.notReadToEnd();
    broken.add(why);
  }

  private void flush(RejectLog rejectLog) {
    rejectLog.sync();
    if (outlet != null) {
      outlet.flush();
    }
  }

  private void handle(InputFile file, long line, Decoded<T> verdict, RejectLog rejectLog) {
    switch (verdict) {
      case Decoded.Accepted<T> good -> {
        counts.accepted(good);
        accepted++;
        if (preview != null) {
          preview.add(line, good.value());
        }
        if (outlet != null) {
          outlet.send(key.apply(good.value()), good.value());
        }
      }
      case Decoded.Skipped<T> none -> counts.skipped(none);
      case Decoded.Rejected<T> bad -> {
        rejected++;
        counts.rejected(bad.reason());
        rejectLog.add(file.name(), line, bad);
      }
    }
  }

  private long sent() {
    return outlet == null ? accepted : outlet.acknowledged();
  }

  private void reportProgress(String how) {
    console.note(
        how
            + ": "
            + sent()
            + " of "
            + counts.read()
            + " "
            + unit
            + " that were read are acknowledged; run the import again to complete it: repeated"
            + " records change nothing, and with --resume on both runs none is repeated");
  }
}
