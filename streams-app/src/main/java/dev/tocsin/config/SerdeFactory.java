package dev.tocsin.config;

import dev.tocsin.topology.EventSerdes;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Makes the serdes of the contracts from the class that the configuration names. */
final class SerdeFactory {

  private SerdeFactory() {}

  static EventSerdes create(String className, Map<String, Object> props) {
    return new EventSerdes(
        serde(className, props),
        serde(className, props),
        serde(className, props),
        serde(className, props),
        serde(className, props),
        serde(className, props));
  }

  /**
   * The class reads and writes whatever contract the schema names, so any type argument is right.
   */
  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> Serde<T> serde(
      String className, Map<String, Object> props) {
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
    serde.configure(props, false);
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
