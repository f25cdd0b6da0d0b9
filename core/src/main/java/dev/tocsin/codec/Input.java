package dev.tocsin.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Output} wrote, up to the end of one value. */
public final class Input {

  private final ByteSource source;

  Input(byte[] bytes) {
    this(new ByteSource(bytes));
  }

  private Input(ByteSource source) {
    this.source = source;
  }

  int version() {
    return source.octet();
  }

  /** The next value; fields that it does not read are skipped. */
  Input value() {
    int length = source.count(source.remaining());
    return new Input(source.from(source.skip(length), length));
  }

  /** Whether all fields of the value are read: one that a later release appended is absent. */
  public boolean isAtEnd() {
    return source.remaining() == 0;
  }

  public int integer() {
    return Math.toIntExact(number());
  }

  public long number() {
    return source.zigzag();
  }

  public boolean bool() {
    return source.octet() != 0;
  }

  public String text() {
    return source.text();
  }

  public byte[] bytes() {
    return source.take(source.count(source.remaining()));
  }

  public <E extends Enum<E>> E name(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  public <T> @Nullable T optional(Function<Input, T> reader) {
    return bool() ? reader.apply(this) : null;
  }

  public @Nullable String optionalText() {
    int length = source.count(source.remaining());
    return length == 0 ? null : source.text(length - 1);
  }

  public <T> List<T> list(Function<Input, T> reader) {
    int size = source.count(source.remaining());
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reader.apply(this));
    }
    return values;
  }

  public SortedMap<String, Long> counts() {
    int size = source.count(source.remaining());
    SortedMap<String, Long> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      values.put(text(), number());
    }
    return values;
  }
}
