package dev.tocsin.codec;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;

/** The codecs of production, found in its class files. */
final class AllCodecs {

  /**
   * A codec and the type of its values.
   *
   * @param field where it is declared
   */
  record Found(Codec<Object> codec, Type type, String field) {

    @Override
    public String toString() {
      return codec.name();
    }
  }

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tocsin");

  private static final List<Found> ALL = find();

  private AllCodecs() {}

  static JavaClasses production() {
    return PRODUCTION;
  }

  /** All static fields that hold a codec, by the names of the codecs. */
  static List<Found> list() {
    return ALL;
  }

  private static List<Found> find() {
    return PRODUCTION.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getRawType().isEquivalentTo(Codec.class))
        .filter(
            field ->
                field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))
        .map(AllCodecs::found)
        .sorted(Comparator.comparing(found -> found.codec().name()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Found found(JavaField declared) {
    try {
      Field field = declared.reflect();
      field.setAccessible(true);
      Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
      return new Found((Codec<Object>) field.get(null), type, declared.getFullName());
    } catch (IllegalAccessException e) {
      throw new AssertionError(declared.getFullName(), e);
    }
  }
}
