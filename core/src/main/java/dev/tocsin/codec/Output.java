package dev.tocsin.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes the primitives of internal records in Avro's binary encoding. */
public final class Output {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  Output(byte version) {
    bytes.write(version);
  }

  /** An encoder step; writing to memory never fails. */
  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void integer(int value) {
    run(() -> encoder.writeInt(value));
  }

  public void number(long value) {
    run(() -> encoder.writeLong(value));
  }

  public void bool(boolean value) {
    run(() -> encoder.writeBoolean(value));
  }

  public void text(String value) {
    run(() -> encoder.writeString(value));
  }

  public void bytes(byte[] value) {
    run(() -> encoder.writeBytes(value));
  }

  /** An enum value, by name, so that the order of the enum may change. */
  public void name(Enum<?> value) {
    text(value.name());
  }

  /** An optional value. */
  public <T> void optional(@Nullable T value, BiConsumer<Output, T> writer) {
    bool(value != null);
    if (value != null) {
      writer.accept(this, value);
    }
  }

  public void optionalText(@Nullable String value) {
    optional(value, Output::text);
  }

  public <T> void list(Collection<T> values, BiConsumer<Output, T> writer) {
    integer(values.size());
    values.forEach(value -> writer.accept(this, value));
  }

  public void counts(Map<String, Long> values) {
    integer(values.size());
    values.forEach(
        (key, value) -> {
          text(key);
          number(value);
        });
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
