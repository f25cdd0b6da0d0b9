package dev.tocsin.naming;

/** Names of consumer groups and transactional ids; ACLs refer to them. */
public final class ClientNames {

  private ClientNames() {}

  /** Prefix of the consumer group and transactional id of a resumable import. */
  public static String importing(TopicNames topics) {
    return topics.prefix() + "tocsin-import-";
  }

  /** Prefix of the internal topics and transactional ids of Kafka Streams. */
  public static String internalPrefix(String applicationId) {
    return applicationId + "-";
  }

  /** Prefix of the consumer groups of notifiers. */
  public static String notifier(TopicNames topics) {
    return topics.prefix() + "notifier";
  }

  /**
   * The transactional id of {@code dead-letters redrive}. One for each dead-letter topic, not for
   * each application id, because only one process at a time may read and write the markers of a
   * topic.
   */
  public static String redrive(String deadLetterTopic) {
    return deadLetterTopic + "-redrive";
  }
}
