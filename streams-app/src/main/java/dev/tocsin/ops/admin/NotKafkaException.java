package dev.tocsin.ops.admin;

import org.apache.kafka.common.KafkaException;

/** The service at an address of {@code bootstrap.servers} does not use Kafka's protocol. */
public final class NotKafkaException extends KafkaException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  NotKafkaException(String address, String found, String remedy) {
    super("at %s: %s".formatted(address, found));
    this.remedy = remedy;
  }

  /** How to fix it. */
  public String remedy() {
    return remedy;
  }
}
