package dev.tocsin.history.block;

import dev.tocsin.codec.ByteSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values that many records share: each value is stored once, and each record has its number. The
 * table is open-addressed, because a map's node costs more memory than a value.
 */
final class DictionaryBuffer {

  /** The number of no value. */
  static final int NONE = 0;

  private static final int FIRST_CAPACITY = 16;

  /** Memory of a string without its characters, and of its entries in the table. */
  private static final int ENTRY_BYTES = 88;

  private final TextBuffer values = new TextBuffer();
  private final IntBuffer numberOf = new IntBuffer();

  /** Hash in the upper half, number in the lower half; 0 if empty. */
  private long[] table = new long[FIRST_CAPACITY];

  /** By number, counted from 1. */
  private String[] texts = new String[FIRST_CAPACITY];

  private int distinct;
  private int entryMemory;
  private @Nullable String lastValue;
  private int lastNumber = NONE;

  /**
   * Adds the value of the next record.
   *
   * @return whether the value is new
   */
  boolean add(@Nullable String value) {
    int before = distinct;
    numberOf.add(number(value));
    return distinct > before;
  }

  private int number(@Nullable String value) {
    if (value == null) {
      return NONE;
    }
    if (!value.equals(lastValue)) {
      lastNumber = lookUp(value);
      lastValue = value;
    }
    return lastNumber;
  }

  private int lookUp(String value) {
    int hash = spread(value.hashCode());
    int slot = hash & (table.length - 1);
    while (true) {
      long there = table[slot];
      if (there == 0) {
        return insert(value, hash, slot);
      }
      if ((int) (there >>> Integer.SIZE) == hash && texts[(int) there - 1].equals(value)) {
        return (int) there;
      }
      slot = (slot + 1) & (table.length - 1);
    }
  }

  private int insert(String value, int hash, int slot) {
    if (distinct == texts.length) {
      texts = Arrays.copyOf(texts, distinct * 2);
    }
    texts[distinct++] = value;
    table[slot] = ((long) hash << Integer.SIZE) | distinct;
    values.add(value);
    entryMemory += ENTRY_BYTES + value.length();
    if (distinct * 2 > table.length) {
      grow();
    }
    return distinct;
  }

  private void grow() {
    long[] old = table;
    int mask = old.length * 2 - 1;
    table = new long[old.length * 2];
    for (long entry : old) {
      if (entry != 0) {
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = entry;
      }
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ (mixed >>> 15);
  }

  int distinct() {
    return distinct;
  }

  /** Size when written, in bytes, or slightly more. */
  int size() {
    return values.size() + numberOf.size() * PackedInts.width(distinct + 1) / Byte.SIZE + 16;
  }

  /** Memory in bytes. */
  int memory() {
    return entryMemory + values.memory() + numberOf.capacity();
  }

  /** Writes the values, then the number of each record's value: 0 for none, else from 1. */
  void writeTo(ByteSink out) {
    out.varint(distinct);
    values.writeTo(out);
    numberOf.writeTo(out, distinct + 1);
  }
}
