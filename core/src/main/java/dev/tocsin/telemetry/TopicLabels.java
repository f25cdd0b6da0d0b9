package dev.tocsin.telemetry;

import dev.tocsin.naming.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps topic and provider names to a bounded set of label values, so that the number of series is
 * bounded.
 */
public final class TopicLabels {

  /** Label value of a provider that is not configured. */
  public static final String OTHER = "other";

  /** Label value if there is no provider. */
  public static final String NONE = "none";

  /**
   * The two labels of a topic.
   *
   * @param role purpose of the topic
   * @param provider owner of the topic, or {@link #NONE}
   */
  public record TopicLabel(String role, String provider) {}

  private static final TopicLabel INTERNAL = new TopicLabel("internal", NONE);

  private final String internalPrefix;
  private final Set<String> providers;
  private final Map<String, TopicLabel> inputs;

  /**
   * @param providers the configured providers
   * @param applicationId prefix of the names of all internal topics
   */
  public TopicLabels(TopicNames topics, Collection<String> providers, String applicationId) {
    this.internalPrefix = applicationId + "-";
    this.providers = Set.copyOf(providers);
    Map<String, TopicLabel> labels = new HashMap<>();
    providers.forEach(p -> labels.put(topics.messageLog(p), new TopicLabel("message_log", p)));
    labels.put(topics.account(), new TopicLabel("account", NONE));
    labels.put(topics.window(), new TopicLabel("window", NONE));
    this.inputs = Map.copyOf(labels);
  }

  /** The configured providers and {@link #OTHER}. */
  Set<String> providers() {
    Set<String> all = new TreeSet<>(providers);
    all.add(OTHER);
    return all;
  }

  /** The labels of every input topic. */
  Set<TopicLabel> inputs() {
    return Set.copyOf(inputs.values());
  }

  /** The labels of all internal topics. */
  public TopicLabel internal() {
    return INTERNAL;
  }

  /** The labels of any topic. */
  public TopicLabel of(String topic) {
    TopicLabel label = inputs.get(topic);
    if (label != null) {
      return label;
    }
    return topic.startsWith(internalPrefix) ? INTERNAL : new TopicLabel(OTHER, NONE);
  }
}
