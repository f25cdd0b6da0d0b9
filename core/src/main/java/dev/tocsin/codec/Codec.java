package dev.tocsin.codec;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The binary form of one kind of record: its version, then its fields. A record inside another one
 * has its length before it as well, so that every record can grow at any depth: a later release
 * appends fields, an earlier one skips what it does not know, and {@link Input#isAtEnd} tells the
 * reader of an appended field that it is absent.
 *
 * <p>Any other change, such as a new constant of an enum, needs a new version and {@linkplain
 * #reading the reader of the old one}, because internal topics and stores outlive a release.
 */
public final class Codec<T> {

  private final String name;
  private final int version;
  private final BiConsumer<Output, T> writer;
  private final Map<Integer, Function<Input, T>> readers;

  /**
   * @param name of the record, for error messages
   * @param version that is written, from 1 to 255
   */
  public Codec(String name, int version, BiConsumer<Output, T> writer, Function<Input, T> reader) {
    this(name, version, writer, Map.of(version, reader));
  }

  private Codec(
      String name,
      int version,
      BiConsumer<Output, T> writer,
      Map<Integer, Function<Input, T>> readers) {
    this.name = name;
    this.version = version;
    this.writer = writer;
    this.readers = readers;
  }

  /** The same codec, which reads an earlier version too. */
  public Codec<T> reading(int earlier, Function<Input, T> reader) {
    Map<Integer, Function<Input, T>> all = new TreeMap<>(readers);
    all.put(earlier, reader);
    return new Codec<>(name, version, writer, Map.copyOf(all));
  }

  public String name() {
    return name;
  }

  /** The version that is written. */
  public int version() {
    return version;
  }

  public byte[] encode(T value) {
    return encode(new Output(), value);
  }

  byte[] encode(Output output, T value) {
    writeBody(output, value);
    return output.toByteArray();
  }

  /** A row that holds its key in addition to its value. */
  public byte[] encode(byte[] key, T value) {
    Output output = new Output();
    output.bytes(key);
    return encode(output, value);
  }

  /**
   * @throws UnknownVersionException when the value, or one in it, has a version that this release
   *     cannot read
   * @throws DamagedBytesException when the bytes are damaged
   */
  public T decode(byte[] bytes) {
    return decode(new Input(bytes), this::readBody);
  }

  /**
   * Reads a row that holds its key.
   *
   * @param make is given the key and the value
   */
  public <R> R decode(byte[] bytes, BiFunction<byte[], T, R> make) {
    return decode(new Input(bytes), in -> make.apply(in.bytes(), readBody(in)));
  }

  private <R> R decode(Input input, Function<Input, R> reader) {
    try {
      return reader.apply(input);
    } catch (UnknownVersionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Without the cause, whose message may quote the bytes.
      throw new DamagedBytesException(
          "cannot read a stored %s: its bytes are damaged (%s); restore the store from its changelog"
              .formatted(name, e.getClass().getSimpleName()));
    }
  }

  /** Writes a value inside another one. */
  public void write(Output output, T value) {
    int start = output.beginValue();
    writeBody(output, value);
    output.endValue(start);
  }

  /** Reads a value inside another one. */
  public T read(Input input) {
    return readBody(input.value());
  }

  private void writeBody(Output output, T value) {
    output.version(version);
    writer.accept(output, value);
  }

  private T readBody(Input input) {
    int found = input.version();
    Function<Input, T> reader = readers.get(found);
    if (reader == null) {
      throw new UnknownVersionException("a stored " + name, found, readable());
    }
    return reader.apply(input);
  }

  private String readable() {
    int oldest = readers.keySet().stream().min(Integer::compare).orElse(version);
    return oldest == version ? "version " + version : "versions " + oldest + " to " + version;
  }
}
