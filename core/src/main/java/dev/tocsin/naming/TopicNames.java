package dev.tocsin.naming;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one place where topic names are made. Every name starts with the configured prefix (which may
 * be empty), so that several installations can share a cluster.
 *
 * @param prefix put before every name as it is, for example {@code "test."}; not null
 */
public record TopicNames(String prefix) {

  private static final String MESSAGE_LOG = "telephony.message-log.";
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /**
   * Where a provider pushes its log records; the provider is read off the name, never the payload.
   */
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

  /** The control topic: one partition, so that its offsets put all changes in one order. */
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
   * Whether a name can be a provider: 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or
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
              "'%s' cannot name a provider: use 1 to 64 of a-z, 0-9, '-' and '_', starting with a letter or digit",
              name));
    }
    return name;
  }
}
