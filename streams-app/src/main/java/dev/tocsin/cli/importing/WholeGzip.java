package dev.tocsin.cli.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, all members of it. {@link GZIPInputStream} takes anything that is not the header of
 * another member for the end, so a file that was truncated or damaged there looks complete; here
 * that is an error. Zeros at the end are padding, as tapes add it, and are accepted.
 *
 * <p>Commons Compress' {@code GzipCompressorInputStream} cannot replace it: it rejects the padding,
 * and a read that meets the damage discards all that it had unpacked during that call. The records
 * before the damage would be lost with it; of a short file, all of them.
 */
final class WholeGzip extends GZIPInputStream {

  private static final int TRAILER_BYTES = 8;

  private final Packed packed;

  /** The compressed bytes read when the inflater's buffer was last filled. */
  private long filled;

  WholeGzip(InputStream in, int bufferBytes) throws IOException {
    this(new Packed(in), bufferBytes);
  }

  private WholeGzip(Packed packed, int bufferBytes) throws IOException {
    super(packed, bufferBytes);
    this.packed = packed;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read < 0) {
      packed.skipToEnd();
      long end = filled - inf.getRemaining() + TRAILER_BYTES;
      if (packed.endOfContent > end) {
        throw new ZipException("no gzip follows the member");
      }
    }
    return read;
  }

  /** Keeps a buffered reader from running into an error before it returns its content. */
  @Override
  public int available() {
    return 0;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = packed.read;
  }

  /** Counts the bytes read, and finds the end of the content before zero padding. */
  private static final class Packed extends FilterInputStream {

    private long read;
    private long endOfContent;

    Packed(InputStream in) {
      super(in);
    }

    /** Before JDK 23 a further member is read only if bytes seem to be available. */
    @Override
    public int available() {
      return 1;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        read++;
        endOfContent = value == 0 ? endOfContent : read;
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int bytes = super.read(target, offset, length);
      for (int i = bytes; i > 0; i--) {
        if (target[offset + i - 1] != 0) {
          endOfContent = read + i;
          break;
        }
      }
      read += Math.max(bytes, 0);
      return bytes;
    }

    void skipToEnd() throws IOException {
      byte[] rest = new byte[8192];
      while (read(rest, 0, rest.length) >= 0) {
        // read() counts.
      }
    }
  }
}
