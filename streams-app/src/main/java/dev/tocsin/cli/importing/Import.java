package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Progress;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.ingest.Sink;
import dev.tocsin.ingest.decode.Decoded;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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

  private final String unit;
  private final Function<T, String> key;
  private final Console console;
  private final @Nullable Publisher<T> publisher;
  private final Tally tally = new Tally();
  private long accepted;

  /**
   * @param unit what is counted, in the plural
   * @param key the record key of a value
   * @param publisher null to send nothing
   */
  public Import(
      String unit, Function<T, String> key, Console console, @Nullable Publisher<T> publisher) {
    this.unit = unit;
    this.key = key;
    this.console = console;
    this.publisher = publisher;
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
   * @return the exit code
   */
  public int run(List<InputFile> files, @Nullable Path rejects, Reader<T> reader) {
    try (RejectLog rejectLog = new RejectLog(rejects);
        Interruption interruption = new Interruption(this::tellInterrupted)) {
      @Nullable String broken;
      try (Progress progress = console.progress("Importing", InputFile.kilobytes(files), "kB")) {
        broken = readAll(files, reader, rejectLog, interruption, progress);
        if (publisher != null) {
          publisher.flush();
        }
      }
      rejectLog.show(console);
      if (interruption.isRequested()) {
        tellInterrupted();
        return ExitCodes.INTERRUPTED;
      }
      tally.show(console, unit, sent(), publisher == null);
      if (broken != null) {
        throw new CliException(ExitCodes.BAD_INPUT, broken);
      }
      return tally.hasRejects() ? ExitCodes.BAD_INPUT : ExitCodes.OK;
    } catch (CliException e) {
      if (e.exitCode() == ExitCodes.UNAVAILABLE) {
        tellProgress("stopped");
      }
      throw e;
    }
  }

  private @Nullable String readAll(
      List<InputFile> files,
      Reader<T> reader,
      RejectLog rejectLog,
      Interruption interruption,
      Progress progress) {
    for (InputFile file : files) {
      try (InputStream in = file.open(System.in, progress)) {
        reader.read(
            file,
            in,
            (line, verdict) -> {
              take(file, line, verdict, rejectLog);
              return !interruption.isRequested();
            });
      } catch (ZipException | EOFException e) {
        return file.name() + ": is not, or not to its end, a gzip file; what came before was read";
      } catch (IOException e) {
        return file.name() + ": cannot be read on (" + e.getClass().getSimpleName() + ")";
      }
    }
    return null;
  }

  private void take(InputFile file, long line, Decoded<T> verdict, RejectLog rejectLog) {
    switch (verdict) {
      case Decoded.Accepted<T> good -> {
        tally.accepted(good);
        accepted++;
        if (publisher != null) {
          publisher.send(key.apply(good.value()), good.value());
        }
      }
      case Decoded.Skipped<T> none -> tally.skipped(none);
      case Decoded.Rejected<T> bad -> {
        tally.rejected(bad.reason());
        rejectLog.add(file.name(), line, bad);
      }
    }
  }

  private long sent() {
    return publisher == null ? accepted : publisher.acknowledged();
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
            + " changes nothing");
  }
}
