package dev.tocsin.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The binary form of one kind of internal record: a version byte, then its fields. Internal topics
 * and stores outlive a deployment, so a new layout needs a new version and code that reads the old
 * one. Fields that are appended need no new version: older releases do not read them, and newer
 * releases handle their absence.
 */
public final class Codec<T> {

  private static final byte VERSION = 1;

  private final String name;
  private final BiConsumer<Output, T> writer;
  private final Function<Input, T> reader;

  /**
   * @param name of the record, for error messages
   */
  public Codec(String name, BiConsumer<Output, T> writer, Function<Input, T> reader) {
    this.name = name;
    this.writer = writer;
    this.reader = reader;
  }

  public byte[] encode(T value) {
    Output output = new Output(VERSION);
    writer.accept(output, value);
    return output.toByteArray();
  }

  /**
   * @throws IllegalStateException when the bytes have a version that this release cannot read, or
   *     are damaged; the message never quotes them
   */
  public T decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          "cannot read a stored "
              + name
              + ": it has layout "
              + (bytes.length == 0 ? "(empty)" : bytes[0])
              + " and this release reads layout "
              + VERSION
              + "; run the release that wrote it");
    }
    try {
      return reader.apply(new Input(bytes, 1));
    } catch (RuntimeException e) {
      // Without the cause, whose message may quote the bytes.
      throw new IllegalStateException(
          "cannot read a stored %s: its %d bytes are damaged (%s); restore the store from its changelog"
              .formatted(name, bytes.length, e.getClass().getSimpleName()));
    }
  }

  /** Writes a nested value, without a version byte. */
  public void write(Output output, T value) {
    writer.accept(output, value);
  }

  public T read(Input input) {
    return reader.apply(input);
  }
}
