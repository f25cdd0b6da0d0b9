package dev.tocsin.naming;

/** The one place for the names of consumer groups and transactional ids, which rights hang on. */
public final class ClientNames {

  private ClientNames() {}

  /** An import that can be gone on with: its group and its transactional id start with this. */
  public static String importing(TopicNames topics) {
    return topics.prefix() + "tocsin-import-";
  }

  /** What Kafka Streams makes for itself starts with this: internal topics, transactional ids. */
  public static String internalPrefix(String applicationId) {
    return applicationId + "-";
  }

  /** Groups of those who read the notifications start with this. */
  public static String notifier(TopicNames topics) {
    return topics.prefix() + "notifier";
  }

  /**
   * The transactional id of whoever sends dead letters again. One for each dead-letter topic, and
   * not for each application id: what must not be done twice at once is to read and write the
   * markers of a topic.
   */
  public static String redrive(String deadLetterTopic) {
    return deadLetterTopic + "-redrive";
  }
}
