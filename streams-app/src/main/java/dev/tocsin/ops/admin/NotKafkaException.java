package dev.tocsin.ops.admin;

import org.apache.kafka.common.KafkaException;

/** What listens at an address of {@code bootstrap.servers} does not speak Kafka's protocol. */
public final class NotKafkaException extends KafkaException {

  private static final long serialVersionUID = 1L;

  private final String mend;

  NotKafkaException(String address, String found, String mend) {
    super("at %s: %s".formatted(address, found));
    this.mend = mend;
  }

  /** What to change. */
  public String mend() {
    return mend;
  }
}
