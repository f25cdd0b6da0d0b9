package dev.tocsin.ops.health;

import java.util.Map;
import java.util.Set;

/**
 * The consumer group whose progress is watched.
 *
 * @param id its id, with which the names of its internal topics start
 * @param inputTopics topics that it reads and others write
 * @param adminProps of an admin client
 * @param consumerProps of a consumer in no group that reads committed records from the earliest on
 */
public record WatchedGroup(
    String id,
    Set<String> inputTopics,
    Map<String, Object> adminProps,
    Map<String, Object> consumerProps) {}
