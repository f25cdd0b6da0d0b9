package dev.tocsin.history.block;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of which many records have the same: each is kept once, and each record says which. */
final class DictionaryBuffer {

  /** Memory of an entry beside its text: map node, string, boxed number. */
  private static final int ENTRY_BYTES = 120;

  /** Stands for no value. */
  static final int NONE = 0;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final TextBuffer values = new TextBuffer();
  private final IntBuffer numberOf = new IntBuffer();
  private int entryMemory;
  private @Nullable String lastValue;
  private int lastNumber = NONE;

  void add(@Nullable String value) {
    numberOf.add(number(value));
  }

  private int number(@Nullable String value) {
    if (value == null) {
      return NONE;
    }
    if (value.equals(lastValue)) {
      return lastNumber;
    }
    Integer known = numbers.get(value);
    if (known == null) {
      known = numbers.size() + 1;
      numbers.put(value, known);
      values.add(value);
      entryMemory += ENTRY_BYTES + value.length();
    }
    lastValue = value;
    lastNumber = known;
    return known;
  }

  /** The different values, without the missing one. */
  Iterable<String> values() {
    return numbers.keySet();
  }

  int distinct() {
    return numbers.size();
  }

  /** Bytes that it takes when written, or a little more. */
  int size() {
    return values.size() + numberOf.size() * PackedInts.width(numbers.size() + 1) / Byte.SIZE + 16;
  }

  /** Bytes of memory that it holds. */
  int memory() {
    return entryMemory + values.memory() + numberOf.capacity();
  }

  /** The values, then the number of each record's: 0 for none, else counted from 1. */
  void writeTo(ByteSink out) {
    out.varint(numbers.size());
    values.writeTo(out);
    numberOf.writeTo(out, numbers.size() + 1);
  }
}
