package dev.tocsin.codec;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes values of any type that a codec writes, and shows them as paths of fields. */
final class Sample {

  private final boolean full;
  private int numbers;

  /**
   * @param full whether optional fields have a value and lists an element
   */
  private Sample(boolean full) {
    this.full = full;
  }

  /** Different values for all fields; the same ones at every call. */
  static Object of(Type type, boolean full) {
    return new Sample(full).value(type, "value");
  }

  /** Every subtype of a sealed type, else the type itself. */
  static List<Type> variants(Type type) {
    return type instanceof Class<?> sealed && sealed.isSealed()
        ? List.of(sealed.getPermittedSubclasses())
        : List.of(type);
  }

  private Object value(Type type, String name) {
    numbers++;
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      Object only = full ? value(element, name) : null;
      if (generic.getRawType() == SortedMap.class) {
        return only == null
            ? new TreeMap<>()
            : new TreeMap<>(Map.of(only, value(generic.getActualTypeArguments()[1], name)));
      }
      if (generic.getRawType() == Set.class) {
        return only == null ? Set.of() : Set.of(only);
      }
      if (generic.getRawType() == SortedSet.class) {
        return only == null ? new TreeSet<>() : new TreeSet<>(Set.of(only));
      }
      return only == null ? List.of() : List.of(only);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == String.class) {
      return name + "-" + numbers;
    }
    if (raw == long.class || raw == Long.class) {
      return 1_000_000L * numbers;
    }
    if (raw == int.class) {
      return numbers;
    }
    if (raw == byte.class) {
      return (byte) numbers;
    }
    if (raw == boolean.class) {
      return full;
    }
    if (raw == byte[].class) {
      return new byte[] {1, (byte) numbers};
    }
    if (raw.isEnum()) {
      Object[] constants = raw.getEnumConstants();
      return constants[full ? 0 : constants.length - 1];
    }
    if (raw == Header.class) {
      return new RecordHeader(name, full ? new byte[] {(byte) numbers} : null);
    }
    if (raw == Headers.class) {
      return new RecordHeaders(full ? List.of((Header) value(Header.class, name)) : List.of());
    }
    return made(raw);
  }

  private Object made(Class<?> raw) {
    Constructor<?> widest =
        Arrays.stream(raw.getDeclaredConstructors())
            .max(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow();
    Parameter[] parameters = widest.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      boolean absent = !full && isNullable(parameters[i]);
      arguments[i] =
          absent ? null : value(parameters[i].getParameterizedType(), parameters[i].getName());
    }
    try {
      widest.setAccessible(true);
      return widest.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot make a " + raw, e);
    }
  }

  private static boolean isNullable(Parameter parameter) {
    AnnotatedElement annotated = parameter.getAnnotatedType();
    return annotated.isAnnotationPresent(Nullable.class)
        || (annotated instanceof AnnotatedArrayType array
            && array.isAnnotationPresent(Nullable.class));
  }

  /** All fields at any depth, by their paths. */
  static SortedMap<String, String> shown(Object value) {
    SortedMap<String, String> paths = new TreeMap<>();
    show(value, "", paths);
    return paths;
  }

  private static void show(@Nullable Object value, String path, SortedMap<String, String> paths) {
    switch (value) {
      case null -> paths.put(path, "null");
      case byte[] bytes -> paths.put(path, "0x" + HexFormat.of().formatHex(bytes));
      case Header header -> {
        show(header.key(), path + ".key", paths);
        show(header.value(), path + ".value", paths);
      }
      case Headers headers -> show(List.of(headers.toArray()), path, paths);
      case Map<?, ?> map -> paths.put(path, new TreeMap<>(map).toString());
      case Iterable<?> all -> {
        int index = 0;
        for (Object one : all) {
          show(one, path + "[" + index++ + "]", paths);
        }
        paths.put(path + ".size", Integer.toString(index));
      }
      default -> {
        if (value.getClass().getName().startsWith("dev.tocsin") && !value.getClass().isEnum()) {
          fields(value, path, paths);
        } else {
          paths.put(path, value.toString());
        }
      }
    }
  }

  private static void fields(Object value, String path, SortedMap<String, String> paths) {
    paths.put(path + ".type", value.getClass().getSimpleName());
    for (Field field : value.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        try {
          field.setAccessible(true);
          show(field.get(value), path + "." + field.getName(), paths);
        } catch (IllegalAccessException e) {
          throw new AssertionError(field.toString(), e);
        }
      }
    }
  }
}
