package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Difference;
import java.util.List;
import java.util.Map;

/**
 * How the story ended.
 *
 * @param differences from brute force and from what a consumer may rely on; empty when all is well
 * @param document figures as a JSON object
 */
public record StoryOutcome(List<Difference> differences, Map<String, Object> document) {}
