package dev.tocsin.serde;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Registers the generated classes that Avro may instantiate. Avro loads classes by names in
 * schemas, which are untrusted, so since 1.12.1 it rejects classes that are not registered as
 * trusted. This class adds to the trusted classes of the JVM and removes none.
 *
 * <p>The serde calls it itself. Programs that read or copy the contracts' classes without it, for
 * example with Confluent's serde, call {@link #trustContracts()} once at the start.
 */
public final class TrustedClasses {

  private static final Set<String> PACKAGES = ConcurrentHashMap.newKeySet();

  static {
    PACKAGES.add("dev.tocsin.event");
    ClassSecurityPredicate ours = TrustedClasses::isGeneratedInTrustedPackage;
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), ours));
  }

  private TrustedClasses() {}

  /** Trusts the classes of the contracts. */
  public static void trustContracts() {
    // The static initializer registers the classes.
  }

  /** Trusts the generated classes in the package of a class that the program names. */
  static void trust(Class<? extends SpecificRecord> type) {
    PACKAGES.add(type.getPackageName());
  }

  static boolean isTrusted(Class<?> type) {
    return ClassSecurityValidator.getGlobal().isTrusted(type);
  }

  private static boolean isGeneratedInTrustedPackage(Class<?> type) {
    return PACKAGES.contains(type.getPackageName())
        && (IndexedRecord.class.isAssignableFrom(type)
            || GenericFixed.class.isAssignableFrom(type)
            || type.isEnum());
  }
}
