package dev.tocsin.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Mutates bytes. */
final class Mutations {

  private Mutations() {}

  /** One to four changes: a byte, a syntax character, a truncation, a gzip file, a repetition. */
  static byte[] of(byte[] fixture, Random random) throws IOException {
    byte[] bytes = fixture.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:\\\n\r0.-e+".charAt(random.nextInt(15));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> {
          ByteArrayOutputStream zipped = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes, 0, at);
          }
          bytes = zipped.toByteArray();
        }
        default -> {
          byte[] longer = new byte[bytes.length * 2];
          System.arraycopy(bytes, 0, longer, 0, at);
          System.arraycopy(bytes, 0, longer, at, bytes.length);
          bytes = Arrays.copyOf(longer, at + bytes.length);
        }
      }
    }
    return bytes;
  }
}
