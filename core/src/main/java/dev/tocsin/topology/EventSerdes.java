package dev.tocsin.topology;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.serde.TrustedClasses;
import dev.tocsin.topology.intake.NativeLogs;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * The serdes of the contracts, of the class that the configuration names, and the readers of the
 * providers that write a format of their own.
 *
 * @param nativeLogs readers by provider; the other providers write the contract
 */
public record EventSerdes(
    Serde<MessageLog> messageLog,
    Serde<Account> account,
    Serde<CompromiseWindow> window,
    Serde<ExposedRecord> exposedRecord,
    Serde<ExposureNotification> notification,
    Serde<IncidentSummary> incident,
    Map<String, NativeLogs> nativeLogs)
    implements AutoCloseable {

  /** The same key for Tocsin's serde and for Confluent's. */
  private static final String VALUE_TYPE = "specific.avro.value.type";

  public EventSerdes {
    nativeLogs = Map.copyOf(nativeLogs);
  }

  /** All providers write the contract. */
  public EventSerdes(
      Serde<MessageLog> messageLog,
      Serde<Account> account,
      Serde<CompromiseWindow> window,
      Serde<ExposedRecord> exposedRecord,
      Serde<ExposureNotification> notification,
      Serde<IncidentSummary> incident) {
    this(messageLog, account, window, exposedRecord, notification, incident, Map.of());
  }

  /**
   * New serdes of one class, one for each contract; the caller closes them.
   *
   * @param className a {@link Serde} with a public no-argument constructor
   * @param props what each serde is configured with
   * @param nativeLogs readers by provider; the other providers write the contract
   * @throws IllegalArgumentException when the class cannot be used; the message says why
   */
  public static EventSerdes create(
      String className, Map<String, Object> props, Map<String, NativeLogs> nativeLogs) {
    // Avro instantiates a class that a schema names only when that class is trusted.
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

  @Override
  public void close() {
    Stream.of(messageLog, account, window, exposedRecord, notification, incident)
        .forEach(Serde::close);
  }

  /**
   * A serde of one contract. Without the contract's class it would read any class that a schema
   * names, and an account on a message-log topic would be detected only when a cast fails.
   */
  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> Serde<T> serde(
      String className, Map<String, Object> props, Class<T> contract) {
    Object instance;
    try {
      instance = Class.forName(className, true, loader()).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no such class on the class path", e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalArgumentException(
          "its public no-argument constructor is missing or fails", e);
    }
    if (!(instance instanceof Serde<?>)) {
      throw new IllegalArgumentException("it does not implement " + Serde.class.getName());
    }
    Serde<T> serde = (Serde<T>) instance;
    Map<String, Object> typed = new HashMap<>(props);
    typed.put(VALUE_TYPE, contract.getName());
    serde.configure(typed, false);
    return serde;
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : EventSerdes.class.getClassLoader();
  }
}
