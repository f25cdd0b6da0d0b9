package dev.tocsin.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Output} wrote. */
public final class Input {

  private final BinaryDecoder decoder;

  Input(byte[] bytes, int offset) {
    decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
  }

  /** A decoder step. */
  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T run(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all bytes are read. */
  public boolean isAtEnd() {
    return run(decoder::isEnd);
  }

  public int integer() {
    return run(decoder::readInt);
  }

  public long number() {
    return run(decoder::readLong);
  }

  public boolean bool() {
    return run(decoder::readBoolean);
  }

  public String text() {
    return run(decoder::readString);
  }

  public byte[] bytes() {
    ByteBuffer buffer = run(() -> decoder.readBytes(null));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  public <E extends Enum<E>> E name(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  public <T> @Nullable T optional(Function<Input, T> reader) {
    return bool() ? reader.apply(this) : null;
  }

  public @Nullable String optionalText() {
    return optional(Input::text);
  }

  public <T> List<T> list(Function<Input, T> reader) {
    int size = integer();
    List<T> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(reader.apply(this));
    }
    return values;
  }

  public SortedMap<String, Long> counts() {
    int size = integer();
    SortedMap<String, Long> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      values.put(text(), number());
    }
    return values;
  }
}
