package dev.tocsin.codec;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the fields of records. */
public class Output {

  private static final int CAPACITY = 256;

  private final ByteSink sink = new ByteSink(CAPACITY);

  Output() {}

  void version(int version) {
    sink.octet(version);
  }

  int beginValue() {
    return sink.beginSized();
  }

  void endValue(int start) {
    sink.endSized(start);
  }

  public final void number(long value) {
    sink.zigzag(value);
  }

  public final void bool(boolean value) {
    sink.octet(value ? 1 : 0);
  }

  public final void text(String value) {
    sink.text(value);
  }

  public final void bytes(byte[] value) {
    sink.sized(value);
  }

  /** An enum value, by name, so that the order of the enum may change. */
  public final void name(Enum<?> value) {
    text(value.name());
  }

  /** An optional value. */
  public final <T> void optional(@Nullable T value, BiConsumer<Output, T> writer) {
    bool(value != null);
    if (value != null) {
      writer.accept(this, value);
    }
  }

  /** One more than its length in bytes, or zero for none, then UTF-8. */
  public final void optionalText(@Nullable String value) {
    if (value == null) {
      sink.varint(0);
    } else {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      sink.varint(text.length + 1L);
      sink.raw(text);
    }
  }

  public final <T> void list(Collection<T> values, BiConsumer<Output, T> writer) {
    sink.varint(values.size());
    for (T value : values) {
      writer.accept(this, value);
    }
  }

  public final void counts(Map<String, Long> values) {
    sink.varint(values.size());
    values.forEach(
        (key, value) -> {
          text(key);
          number(value);
        });
  }

  byte[] toByteArray() {
    return sink.toArray();
  }
}
