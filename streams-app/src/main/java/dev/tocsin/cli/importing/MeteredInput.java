package dev.tocsin.cli.importing;

import dev.tocsin.cli.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports the kilobytes read to a progress bar. */
final class MeteredInput extends FilterInputStream {

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
