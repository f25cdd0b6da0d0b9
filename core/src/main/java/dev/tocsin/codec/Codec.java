package dev.tocsin.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The binary form of one kind of internal record: a version byte, then its fields. Internal topics
 * and stores outlive a deployment, so a new layout takes a new version and keeps reading the old.
 * Where fields are only added behind the others there is no need of one: older releases leave them
 * unread, and newer ones find that they are not there.
 */
public final class Codec<T> {

  private static final byte VERSION = 1;

  private final String name;
  private final BiConsumer<Output, T> writer;
  private final Function<Input, T> reader;

  /**
   * @param name of the record, for errors
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
   * @throws IllegalStateException when the bytes are of a version that this release cannot read, or
   *     are damaged; the message never shows them
   */
  public T decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalStateException(
          name
              + ": stored in layout "
              + (bytes.length == 0 ? "(empty)" : bytes[0])
              + ", this release reads layout "
              + VERSION
              + "; run the release that wrote it");
    }
    try {
      return reader.apply(new Input(bytes, 1));
    } catch (RuntimeException e) {
      // Without its cause, whose message may quote what was read.
      throw new IllegalStateException(
          "%s: %d stored bytes are damaged (%s); restore the store from its changelog"
              .formatted(name, bytes.length, e.getClass().getSimpleName()));
    }
  }

  /** Writes a value inside another one, without a version of its own. */
  public void write(Output output, T value) {
    writer.accept(output, value);
  }

  public T read(Input input) {
    return reader.apply(input);
  }
}
