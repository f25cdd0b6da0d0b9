package dev.tocsin.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/** Validates one value against the definition of its key. */
final class Values {

  private Values() {}

  /**
   * What was expected; empty when the value is valid. Never repeats the value, it may be a secret.
   */
  static Optional<String> problem(ConfigKey definition, String value) {
    Object parsed;
    try {
      parsed = ConfigDef.parseType(definition.name, value, definition.type);
    } catch (ConfigException e) {
      return Optional.of(expected(definition));
    }
    if (definition.type == ConfigDef.Type.LIST && parsed instanceof List<?> list) {
      if (new HashSet<>(list).size() < list.size()) {
        return Optional.of("no duplicate entries");
      }
      if (list.contains("") || (list.isEmpty() && requiresEntry(definition))) {
        return Optional.of(expected(definition));
      }
    }
    if (definition.validator != null) {
      try {
        definition.validator.ensureValid(definition.name, parsed);
      } catch (ConfigException e) {
        return Optional.of(expected(definition));
      }
    }
    return Optional.empty();
  }

  /** {@code ; did you mean 'x'?} when the key is an enumeration with a word close to the value. */
  static String hint(ConfigKey definition, String value) {
    return definition.validator instanceof Check check ? Nearest.hint(value, check.words()) : "";
  }

  /** The values that a key accepts, in words. */
  static String expected(ConfigKey definition) {
    if (definition.validator != null && !definition.validator.toString().isBlank()) {
      return definition.validator.toString();
    }
    return switch (definition.type) {
      case BOOLEAN -> "true or false";
      case INT, LONG, SHORT -> "a whole number";
      case DOUBLE -> "a number";
      case LIST -> "a list separated by commas";
      case CLASS -> "the name of a class on the class path";
      case STRING, PASSWORD -> "a " + definition.type.name().toLowerCase(Locale.ROOT);
    };
  }

  /** A list with a default must have an entry; a list without a default may be empty. */
  private static boolean requiresEntry(ConfigKey definition) {
    return definition.defaultValue instanceof List<?> list && !list.isEmpty();
  }
}
