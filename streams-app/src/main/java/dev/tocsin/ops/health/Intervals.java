package dev.tocsin.ops.health;

import java.time.Duration;

/**
 * How often a running instance is monitored.
 *
 * @param health between two samples of progress, requests to the registry, and checks of topics
 *     that have a problem
 * @param topics between two checks of topics that have none
 * @param newestRecords between two reads of the newest timestamps of the message logs
 * @param kafkaMetrics between two searches for new metrics of Kafka's clients
 */
public record Intervals(
    Duration health, Duration topics, Duration newestRecords, Duration kafkaMetrics) {

  public static final Intervals DEFAULT =
      new Intervals(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));
}
