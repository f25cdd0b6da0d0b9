package dev.tocsin.topology.state;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a wrapper around the store of another builder, with the same name. */
final class WrappingBuilder<S extends StateStore> implements StoreBuilder<S> {

  private final StoreBuilder<? extends KeyValueStore<Bytes, byte[]>> rows;
  private final Function<KeyValueStore<Bytes, byte[]>, S> wrapper;

  WrappingBuilder(
      StoreBuilder<? extends KeyValueStore<Bytes, byte[]>> rows,
      Function<KeyValueStore<Bytes, byte[]>, S> wrapper) {
    this.rows = rows;
    this.wrapper = wrapper;
  }

  @Override
  public StoreBuilder<S> withCachingEnabled() {
    return new WrappingBuilder<>(rows.withCachingEnabled(), wrapper);
  }

  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return new WrappingBuilder<>(rows.withCachingDisabled(), wrapper);
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    return new WrappingBuilder<>(rows.withLoggingEnabled(config), wrapper);
  }

  @Override
  public StoreBuilder<S> withLoggingDisabled() {
    return new WrappingBuilder<>(rows.withLoggingDisabled(), wrapper);
  }

  @Override
  public S build() {
    return wrapper.apply(rows.build());
  }

  @Override
  public Map<String, String> logConfig() {
    return rows.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return rows.loggingEnabled();
  }

  @Override
  public String name() {
    return rows.name();
  }
}
