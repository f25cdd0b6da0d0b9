package dev.tocsin.topology.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Store keys of several parts. Each text is preceded by its length, so that the keys ("a", "bc")
 * and ("ab", "c") differ, and the first parts of a key are an exact prefix of it.
 */
public final class StoreKeys {

  private StoreKeys() {}

  public static Bytes of(String... parts) {
    return Bytes.wrap(write(0, parts).array());
  }

  /** Texts, then a time that sorts as a number, then a tail of fixed length. */
  public static Bytes of(long time, byte[] tail, String... parts) {
    return Bytes.wrap(
        write(Long.BYTES + tail.length, parts).putLong(time ^ Long.MIN_VALUE).put(tail).array());
  }

  /** The first texts of a key. */
  public static List<String> texts(Bytes key, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get());
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[buffer.getInt()];
      buffer.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** The last bytes of a key. */
  public static byte[] tail(Bytes key, int length) {
    byte[] bytes = key.get();
    return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
  }

  /**
   * The end of the range of all keys with a prefix. A range includes its end, and no key with more
   * parts than the prefix equals it.
   */
  public static Bytes endOf(Bytes prefix) {
    byte[] end = prefix.get().clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (++end[i] != 0) {
        return Bytes.wrap(end);
      }
    }
    throw new IllegalArgumentException("a prefix of nothing but 0xFF bytes has no end");
  }

  private static ByteBuffer write(int more, String... parts) {
    byte[][] texts = new byte[parts.length][];
    int size = more;
    for (int i = 0; i < parts.length; i++) {
      texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + texts[i].length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (byte[] text : texts) {
      buffer.putInt(text.length).put(text);
    }
    return buffer;
  }
}
