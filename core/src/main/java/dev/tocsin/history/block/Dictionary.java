package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSource;
import dev.tocsin.history.CorruptRowException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link DictionaryBuffer} wrote. */
final class Dictionary {

  /** Element 0 is no value. */
  private final @Nullable String[] values;

  private final PackedInts numberOf;

  private Dictionary(@Nullable String[] values, PackedInts numberOf) {
    this.values = values;
    this.numberOf = numberOf;
  }

  static Dictionary read(ByteSource in, int count) {
    int distinct = in.count(count);
    Texts texts = Texts.read(in, distinct);
    @Nullable String[] values = new @Nullable String[distinct + 1];
    for (int i = 0; i < distinct; i++) {
      values[i + 1] = texts.get(i);
    }
    return new Dictionary(values, PackedInts.read(in, count, distinct + 1));
  }

  int number(int record) {
    return numberOf.get(record, values.length);
  }

  @Nullable String value(int record) {
    return values[number(record)];
  }

  String required(int record) {
    String value = value(record);
    if (value == null) {
      throw new CorruptRowException("a record lacks a required field");
    }
    return value;
  }

  /** The numbers of the values that a predicate accepts; null when there are none. */
  boolean @Nullable [] wanted(Predicate<String> asked) {
    boolean[] wanted = new boolean[values.length];
    boolean any = false;
    for (int i = 1; i < values.length; i++) {
      String value = values[i];
      wanted[i] = value != null && asked.test(value);
      any |= wanted[i];
    }
    return any ? wanted : null;
  }
}
