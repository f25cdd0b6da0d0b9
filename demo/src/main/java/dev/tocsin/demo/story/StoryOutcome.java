package dev.tocsin.demo.story;

import dev.tocsin.demo.check.Difference;
import java.util.List;
import java.util.Map;

/**
 * The result of the story.
 *
 * @param differences from the independent recount, and outputs that no consumer may see
 * @param document the figures as a JSON object
 */
public record StoryOutcome(List<Difference> differences, Map<String, Object> document) {}
