package dev.tocsin.ops.health;

import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * The facts by which progress is judged, at one moment.
 *
 * @param atMillis when, on a monotonic clock
 * @param state state of Kafka Streams
 * @param threadsAlive stream threads that are alive
 * @param threadsWanted stream threads that are configured
 * @param threadFailures stream threads that failed since the start
 * @param restoring changelog partitions being restored
 * @param restored changelog records restored, by active and standby tasks, since the start
 * @param waitsForRegistry whether records are parked because the schema registry is unavailable
 * @param offsets offsets of the consumer group; null when the brokers did not answer
 */
public record ProgressSample(
    long atMillis,
    State state,
    int threadsAlive,
    int threadsWanted,
    long threadFailures,
    int restoring,
    long restored,
    boolean waitsForRegistry,
    @Nullable GroupOffsets offsets) {}
