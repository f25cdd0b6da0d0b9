package dev.tocsin.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** One thing for every value of an enumeration, found without a hash and never absent. */
final class PerValue<E extends Enum<E>, V> {

  private final List<V> byOrdinal;

  PerValue(Class<E> type, Function<E, V> make) {
    this.byOrdinal = Arrays.stream(type.getEnumConstants()).map(make).toList();
  }

  @SuppressWarnings("EnumOrdinal") // an index within this process, once a record
  V get(E value) {
    return byOrdinal.get(value.ordinal());
  }
}
