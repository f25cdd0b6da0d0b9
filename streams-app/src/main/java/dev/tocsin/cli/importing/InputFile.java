package dev.tocsin.cli.importing;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.Progress;
import dev.tocsin.domain.Identity;
import java.io.BufferedInputStream;
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
 * A file that is imported, or standard input under the name {@code -}. What gzip has packed is
 * unpacked, whatever it is called.
 */
public record InputFile(String name) {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHOWN = 10;

  /** How packed files begin. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** A file whose content cannot be read as it is; the message says what to do first. */
  static final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
      super(message);
    }
  }

  /**
   * Refuses files that cannot be read, before anything is written. A directory stands for the files
   * in it and below it, as {@link DirectoryWalk} finds them.
   *
   * @param notes hears what of the directories is not read
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

  /** Kilobytes of all files together, -1 when one of them is standard input. */
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

  /** What the name ends in, without a {@code .gz}; in lower case, empty when there is nothing. */
  public String extension() {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    int dot = plain.lastIndexOf('.');
    return dot < 0 ? "" : plain.substring(dot + 1);
  }

  /** Opens the content, unpacked; reading moves the progress on by the kilobyte. */
  public InputStream open(InputStream standardInput, Progress progress) throws IOException {
    InputStream raw = isStandardInput() ? standardInput : Files.newInputStream(path());
    InputStream counted = new BufferedInputStream(new MeteredInput(raw, progress), BUFFER_BYTES);
    counted.mark(ZIP.length);
    byte[] start = counted.readNBytes(ZIP.length);
    counted.reset();
    if (beginsWith(start, ZIP)) {
      counted.close();
      throw new ArchiveException("this is a zip archive: unpack it first");
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
        throw new CliException(ExitCodes.USAGE, "there are no files in '" + name + "'");
      }
      List<String> left = walk.passedOver();
      if (!left.isEmpty()) {
        notes.accept(
            "not read, because it is hidden, a link to a directory or no file: "
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
   * Tells files apart by their content, all of it, whatever they are called and wherever they are.
   *
   * @param context what else makes an import another one
   */
  public String fingerprint(String... context) {
    MessageDigest digest = Identity.sha256();
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
    return HexFormat.of().formatHex(Identity.digest(fields));
  }

  /** Whether it can be read twice and have the same in it; a pipe is empty after the first time. */
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
              + (Files.exists(path()) ? "no permission" : "there is no such file"));
    }
  }

  private boolean isStandardInput() {
    return name.equals("-");
  }

  private Path path() {
    return Path.of(name);
  }
}
