package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Progress;
import dev.tocsin.domain.Sha256;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An input file of an import, or standard input with the name {@code -}. Gzip content is
 * decompressed, regardless of the file name.
 */
public record InputFile(String name) {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHOWN = 10;

  /** The first bytes of compressed files. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** A file with unsupported content; the message says how to convert it. */
  static final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
      super(message);
    }
  }

  /**
   * The files with these names; fails before anything is written if one cannot be read. A directory
   * stands for the files that {@link DirectoryWalk} finds.
   *
   * @param notes receives a note about the skipped paths of a directory
   */
  public static List<InputFile> of(List<String> names, Consumer<String> notes) {
    List<InputFile> files =
        names.stream().flatMap(name -> expand(name, notes)).map(InputFile::new).toList();
    files.forEach(InputFile::requireReadable);
    if (names.stream().filter("-"::equals).count() > 1) {
      throw new CliException(ExitCodes.USAGE, "standard input ('-') can be read only once");
    }
    return files;
  }

  /** The total size in kilobytes, -1 if standard input is among the files. */
  public static long kilobytes(List<InputFile> files) {
    long bytes = 0;
    for (InputFile file : files) {
      if (file.isStandardInput()) {
        return -1;
      }
      bytes += file.path().toFile().length();
    }
    return bytes / 1000;
  }

  /** The extension before any {@code .gz}, in lower case; empty if there is none. */
  public String extension() {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    int dot = plain.lastIndexOf('.');
    return dot < 0 ? "" : plain.substring(dot + 1);
  }

  /** Opens the decompressed content; reading advances the progress by kilobytes. */
  public InputStream open(InputStream standardInput, Progress progress) throws IOException {
    InputStream raw = isStandardInput() ? standardInput : Files.newInputStream(path());
    InputStream counted = new BufferedInputStream(new MeteredInput(raw, progress), BUFFER_BYTES);
    counted.mark(ZIP.length);
    byte[] start = counted.readNBytes(ZIP.length);
    counted.reset();
    if (beginsWith(start, ZIP)) {
      counted.close();
      throw new ArchiveException("zip archives are not supported: unpack it first");
    }
    return beginsWith(start, GZIP) ? new WholeGzip(counted, BUFFER_BYTES) : counted;
  }

  private static boolean beginsWith(byte[] start, byte[] sign) {
    return start.length >= sign.length
        && Arrays.equals(start, 0, sign.length, sign, 0, sign.length);
  }

  private static Stream<String> expand(String name, Consumer<String> notes) {
    Path path = Path.of(name);
    if (name.equals("-") || !Files.isDirectory(path)) {
      return Stream.of(name);
    }
    try {
      DirectoryWalk walk = new DirectoryWalk(path);
      if (walk.files().isEmpty()) {
        throw new CliException(
            ExitCodes.USAGE, "no files in directory '" + name + "'; name a directory with files");
      }
      List<String> left = walk.skipped();
      if (!left.isEmpty()) {
        notes.accept(
            "skipped, because hidden, a link to a directory or not a file: "
                + String.join(", ", left.subList(0, Math.min(left.size(), SHOWN)))
                + (left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : ""));
      }
      return walk.files().stream();
    } catch (IOException e) {
      String where =
          e instanceof FileSystemException at && at.getFile() != null ? at.getFile() : name;
      throw new CliException(
          ExitCodes.USAGE, "cannot read '" + where + "' (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /**
   * Identifies the file by its content, regardless of its name and place.
   *
   * @param context what else identifies the import
   */
  public String fingerprint(String... context) {
    MessageDigest digest = Sha256.create();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(path())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.USAGE, "cannot read '" + name + "' (" + e.getClass().getSimpleName() + ")", e);
    }
    String[] fields = Arrays.copyOf(context, context.length + 1);
    fields[context.length] = HexFormat.of().formatHex(digest.digest());
    return HexFormat.of().formatHex(Sha256.digest(fields));
  }

  /** Whether it can be read twice, unlike a pipe. */
  public boolean isRepeatable() {
    return !isStandardInput() && Files.isRegularFile(path());
  }

  private void requireReadable() {
    if (!isStandardInput() && !Files.isReadable(path())) {
      throw new CliException(
          ExitCodes.USAGE,
          "cannot read '"
              + name
              + "': "
              + (Files.exists(path())
                  ? "permission denied; make it readable for this user"
                  : "no such file; check the path"));
    }
  }

  private boolean isStandardInput() {
    return name.equals("-");
  }

  private Path path() {
    return Path.of(name);
  }

  /** Reports the kilobytes read to a progress bar. */
  private static final class MeteredInput extends FilterInputStream {

    private final Progress progress;
    private long rest;

    MeteredInput(InputStream in, Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int bytes = super.read(target, offset, length);
      count(Math.max(bytes, 0));
      return bytes;
    }

    private void count(int bytes) {
      rest += bytes;
      if (rest >= 1000) {
        progress.advance(rest / 1000);
        rest %= 1000;
      }
    }
  }
}
