package dev.tocsin.ops.health;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer group whose progress is monitored.
 *
 * @param id its id, with which the names of its internal topics start
 * @param inputTopics its input topics, without internal topics
 * @param logs the partitions of the message logs
 * @param adminProps of an admin client
 * @param consumerProps of a consumer without a group that reads committed records from the earliest
 */
public record WatchedGroup(
    String id,
    Set<String> inputTopics,
    Set<TopicPartition> logs,
    Map<String, Object> adminProps,
    Map<String, Object> consumerProps) {}
