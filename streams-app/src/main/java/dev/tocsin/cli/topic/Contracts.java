package dev.tocsin.cli.topic;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;

/** Opens the serde of one contract. */
public final class Contracts {

  private Contracts() {}

  /** The chosen serde, to be closed by the caller; the others are closed at once. */
  public static <V> Serde<V> serde(TocsinConfig config, Function<EventSerdes, Serde<V>> choice) {
    EventSerdes all = Wiring.serdes(config);
    Serde<V> chosen = choice.apply(all);
    Stream.of(
            all.messageLog(),
            all.account(),
            all.window(),
            all.exposedRecord(),
            all.notification(),
            all.incident())
        .filter(serde -> !serde.equals(chosen))
        .forEach(Serde::close);
    return chosen;
  }
}
