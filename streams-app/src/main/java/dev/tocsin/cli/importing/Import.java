package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
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
 * One import, from files to a topic: reads, sends what is good, reports what is not, sums up.
 *
 * @param <T> what is imported
 */
public final class Import<T> {

  private static final int SHOWN = 20;

  private final String unit;
  private final Function<T, String> key;
  private final Console console;
  private final @Nullable Outlet<T> outlet;
  private final @Nullable Preview<T> preview;
  private final List<String> empty = new ArrayList<>();
  private final ImportCounts tally = new ImportCounts();
  private final List<String> broken = new ArrayList<>();
  private long accepted;

  /** Verdicts of the present file, and how many of them are refusals. */
  private long position;

  private long rejected;

  /**
   * @param unit what is counted, in the plural
   * @param key the record key of a value
   * @param outlet null to send nothing
   * @param preview shows what was understood when nothing is sent; null for nothing
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

  /** Reads one kind of input. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads to the end, or until the sink has had enough. */
    void read(InputFile file, InputStream in, Sink<T> sink) throws IOException;
  }

  /**
   * Runs the import.
   *
   * @param rejects file for all refusals; null for the first ones on the console
   * @param goOn whether to add to that file instead of writing it anew
   * @return the exit code
   */
  public int run(List<InputFile> files, @Nullable Path rejects, boolean goOn, Reader<T> reader)
      throws InterruptedException {
    try (RejectLog rejectLog = new RejectLog(rejects, goOn);
        Interruption interruption = new Interruption(this::tellInterrupted)) {
      try (Progress progress = console.progress("Importing", InputFile.kilobytes(files), "kB")) {
        readAll(files, reader, rejectLog, interruption, progress);
      }
      if (preview != null && !console.json()) {
        preview.show(console);
      }
      rejectLog.show(console);
      broken.forEach(console::note);
      tellEmpty();
      if (interruption.isRequested()) {
        interruption.sayLastWords();
        return ExitCodes.INTERRUPTED;
      }
      if (console.json()) {
        console.document(tally.json(sent(), outlet == null, preview));
      } else {
        tally.show(console, unit, sent(), outlet == null);
      }
      return tally.hasRejects() ? ExitCodes.BAD_INPUT : ExitCodes.OK;
    } catch (CliException e) {
      if (e.exitCode() == ExitCodes.UNAVAILABLE) {
        tellProgress("stopped");
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
      tally.resumed(before);
      try (InputStream in = file.open(System.in, progress)) {
        reader.read(
            file,
            in,
            (line, verdict) -> {
              if (verdict instanceof Decoded.Rejected<T> refused && refused.last()) {
                tally.notReadToEnd();
              }
              if (position++ >= before.verdicts()) {
                take(file, line, verdict, rejectLog);
                if (outlet != null) {
                  outlet.dealtWith(new Outlet.Position(position, rejected));
                }
              }
              return !interruption.isRequested();
            });
        flush(rejectLog);
        if (position == 0 && !interruption.isRequested()) {
          empty.add(file.name());
        }
      } catch (InputFile.ArchiveException e) {
        breakOff(file.name() + ": " + e.getMessage(), rejectLog);
      } catch (ZipException | EOFException e) {
        breakOff(
            file.name()
                + ": is not, or not to its end, a gzip file; what came before was read, and what"
                + " comes after it in this file is not; get the file again",
            rejectLog);
      } catch (IOException e) {
        breakOff(
            file.name() + ": cannot be read on (" + e.getClass().getSimpleName() + ")", rejectLog);
      }
    }
  }

  private void tellEmpty() {
    empty.stream().limit(SHOWN).forEach(name -> console.note(name + ": holds no " + unit));
    if (empty.size() > SHOWN) {
      console.note((empty.size() - SHOWN) + " more files hold no " + unit);
    }
  }

  private void breakOff(String why, RejectLog rejectLog) {
    flush(rejectLog);
    tally.notReadToEnd();
    broken.add(why);
  }

  private void flush(RejectLog rejectLog) {
    rejectLog.sync();
    if (outlet != null) {
      outlet.flush();
    }
  }

  private void take(InputFile file, long line, Decoded<T> verdict, RejectLog rejectLog) {
    switch (verdict) {
      case Decoded.Accepted<T> good -> {
        tally.accepted(good);
        accepted++;
        if (preview != null) {
          preview.add(line, good.value());
        }
        if (outlet != null) {
          outlet.send(key.apply(good.value()), good.value());
        }
      }
      case Decoded.Skipped<T> none -> tally.skipped(none);
      case Decoded.Rejected<T> bad -> {
        rejected++;
        tally.rejected(bad.reason());
        rejectLog.add(file.name(), line, bad);
      }
    }
  }

  private long sent() {
    return outlet == null ? accepted : outlet.acknowledged();
  }

  private void tellInterrupted() {
    tellProgress("interrupted");
  }

  private void tellProgress(String how) {
    console.note(
        how
            + ": "
            + sent()
            + " of "
            + tally.read()
            + " "
            + unit
            + " that were read are acknowledged; importing the same files again repeats them and"
            + " changes nothing, and goes on where this ended when both runs have --resume");
  }
}
