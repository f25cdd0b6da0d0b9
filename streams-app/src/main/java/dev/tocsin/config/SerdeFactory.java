package dev.tocsin.config;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.serde.TrustedClasses;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.intake.NativeLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Makes the serdes of the contracts from the class that the configuration names. */
final class SerdeFactory {

  /** The same key for our serde and for Confluent's. */
  private static final String VALUE_TYPE = "specific.avro.value.type";

  private SerdeFactory() {}

  static EventSerdes create(
      String className, Map<String, Object> props, Map<String, NativeLogs> nativeLogs) {
    // Avro makes no class of a name that it reads unless somebody vouches for it.
    TrustedClasses.trustContracts();
    return new EventSerdes(
        serde(className, props, MessageLog.class),
        serde(className, props, Account.class),
        serde(className, props, CompromiseWindow.class),
        serde(className, props, ExposedRecord.class),
        serde(className, props, ExposureNotification.class),
        serde(className, props, IncidentSummary.class),
        nativeLogs);
  }

  /**
   * A serde of one contract. Without being told which one it would read whatever the schema names,
   * and an account on a message-log topic would only show when its type is wrong.
   */
  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> Serde<T> serde(
      String className, Map<String, Object> props, Class<T> contract) {
    Object instance;
    try {
      instance = Class.forName(className, true, loader()).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw problem(className, "there is no such class on the class path");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw problem(className, "it cannot be made with a public no-argument constructor");
    }
    if (!(instance instanceof Serde<?>)) {
      throw problem(className, "it is no org.apache.kafka.common.serialization.Serde");
    }
    Serde<T> serde = (Serde<T>) instance;
    Map<String, Object> typed = new HashMap<>(props);
    typed.put(VALUE_TYPE, contract.getName());
    serde.configure(typed, false);
    return serde;
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : SerdeFactory.class.getClassLoader();
  }

  private static ConfigurationException problem(String className, String why) {
    return new ConfigurationException(
        List.of("key '" + ClusterKeys.AVRO_SERDE + "': cannot use '" + className + "': " + why));
  }
}
