package dev.tocsin.ops.health;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer group whose progress is watched.
 *
 * @param id its id, with which the names of its internal topics start
 * @param inputTopics topics that it reads and others write
 * @param logs the partitions of those that providers write
 * @param adminProps of an admin client
 * @param consumerProps of a consumer in no group that reads committed records from the earliest on
 */
public record WatchedGroup(
    String id,
    Set<String> inputTopics,
    Set<TopicPartition> logs,
    Map<String, Object> adminProps,
    Map<String, Object> consumerProps) {}
