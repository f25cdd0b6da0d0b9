package dev.tocsin.naming;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Topic names. Every name starts with the configured prefix (which may be empty), so that several
 * installations can share a cluster.
 *
 * @param prefix put before every name unchanged, for example {@code "test."}; not null
 */
public record TopicNames(String prefix) {

  private static final String MESSAGE_LOG = "telephony.message-log.";
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /** The topic of a provider's log records. The name identifies the provider, never the payload. */
  public String messageLog(String provider) {
    return prefix + MESSAGE_LOG + requireProvider(provider);
  }

  public List<String> messageLogs(List<String> providers) {
    return providers.stream().map(this::messageLog).toList();
  }

  /** The provider that a message-log topic belongs to; empty for any other topic. */
  public Optional<String> providerOf(String topic) {
    String start = prefix + MESSAGE_LOG;
    return topic.startsWith(start)
        ? Optional.of(topic.substring(start.length()))
        : Optional.empty();
  }

  public String account() {
    return prefix + "telephony.account";
  }

  /** The control topic. It has one partition, so that offsets order all changes. */
  public String window() {
    return prefix + "exposure.window";
  }

  public String exposedRecord() {
    return prefix + "exposure.record";
  }

  public String notification() {
    return prefix + "exposure.notification";
  }

  public String incident() {
    return prefix + "exposure.incident";
  }

  public String deadLetter() {
    return prefix + "exposure.dead-letter";
  }

  /**
   * Whether a name is a valid provider: 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or
   * digit.
   */
  public static boolean isProvider(String name) {
    return PROVIDER.matcher(name).matches();
  }

  private static String requireProvider(String name) {
    if (!isProvider(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "invalid provider name '%s': use 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or digit",
              name));
    }
    return name;
  }
}
