package dev.tocsin.serde;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro which generated classes it may make. Avro loads classes by names that stand in
 * schemas, schemas come from strangers, and so since 1.12.1 it refuses every class that nobody
 * vouched for. This adds to what the JVM trusts already and takes nothing away.
 *
 * <p>The serde calls it by itself. Whoever reads or copies the contracts' classes without it, for
 * example with Confluent's serde, calls {@link #trustContracts()} once at the start.
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
    // The work is done when this class is initialized.
  }

  /** Trusts a generated class that the program itself names, and those it is made of. */
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
