package dev.tocsin.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Validates combinations of keys, each of which is valid alone. */
final class Constraints {

  /** Size of a record's key, headers and overhead, in addition to the value. */
  static final int OVERHEAD_BYTES = 64 * 1024;

  /** Size of an account id for the estimate of the largest window. */
  static final int ACCOUNT_ID_BYTES = 256;

  private final TocsinConfig config;
  private final List<String> problems = new ArrayList<>();

  private Constraints(TocsinConfig config) {
    this.config = config;
  }

  static List<String> problems(TocsinConfig config) {
    Constraints constraints = new Constraints(config);
    constraints.durations();
    constraints.sizes();
    constraints.groupProtocol();
    constraints.encryption();
    return constraints.problems;
  }

  private void durations() {
    shorter(
        StreamsKeys.COMMIT_INTERVAL,
        StreamsKeys.TRANSACTION_TIMEOUT,
        "the broker aborts a transaction that exceeds its timeout");
    shorter(
        DetectionKeys.SCAN_BUDGET,
        StreamsKeys.TRANSACTION_TIMEOUT,
        "a stream thread does not commit during a scan");
    shorter(
        DetectionKeys.EVENT_TIME_FUTURE_TOLERANCE,
        DetectionKeys.HISTORY_HORIZON,
        "the tolerance extends the period that the history covers");
    shorter(
        StreamsKeys.TRANSACTION_TIMEOUT,
        ServiceKeys.LIVENESS_STALL_TIMEOUT,
        "the open transaction of a lost instance blocks its readers until the timeout, and a"
            + " restart does not help");
    shorter(
        StreamsKeys.COMMIT_INTERVAL,
        ServiceKeys.SHUTDOWN_TIMEOUT,
        "a shutdown waits for the last commit");
  }

  private void shorter(String key, String bound, String why) {
    Duration value = config.duration(key);
    Duration limit = config.duration(bound);
    if (value.compareTo(limit) >= 0) {
      problems.add(
          ("key '%s' (%s) must be shorter than '%s' (%s), but %s is not shorter than %s: %s;"
                  + " change one of them")
              .formatted(
                  key,
                  config.origin(key).describe(),
                  bound,
                  config.origin(bound).describe(),
                  Durations.format(value),
                  Durations.format(limit),
                  why));
    }
  }

  private void sizes() {
    long max = config.number(TopicKeys.RECORD_MAX_BYTES);
    long window =
        (long) ACCOUNT_ID_BYTES * config.number(DetectionKeys.WINDOW_MAX_ACCOUNTS) + OVERHEAD_BYTES;
    fits(DetectionKeys.WINDOW_MAX_ACCOUNTS, window, max);
    long deadLetter = (long) config.number(DetectionKeys.DEAD_LETTER_MAX_BYTES) + OVERHEAD_BYTES;
    fits(DetectionKeys.DEAD_LETTER_MAX_BYTES, deadLetter, max);
  }

  private void fits(String key, long needed, long max) {
    if (needed > max) {
      problems.add(
          ("key '%s' (%s) requires records of up to %d bytes, but '%s' (%s) is %d; increase '%s' or"
                  + " decrease '%s'")
              .formatted(
                  key,
                  config.origin(key).describe(),
                  needed,
                  TopicKeys.RECORD_MAX_BYTES,
                  config.origin(TopicKeys.RECORD_MAX_BYTES).describe(),
                  max,
                  TopicKeys.RECORD_MAX_BYTES,
                  key));
    }
  }

  private void groupProtocol() {
    if (!config.text(StreamsKeys.GROUP_PROTOCOL).equals("streams")) {
      return;
    }
    if (config.number(StreamsKeys.STANDBY_REPLICAS) > 0) {
      problems.add(
          "key '%s' (%s) has no effect with '%s=streams'; set num.standby.replicas in the group's"
                  .formatted(
                      StreamsKeys.STANDBY_REPLICAS,
                      config.origin(StreamsKeys.STANDBY_REPLICAS).describe(),
                      StreamsKeys.GROUP_PROTOCOL)
              + " configuration on the broker and remove the key");
    }
  }

  private void encryption() {
    List<String> given = EncryptionKeys.SOURCES.stream().filter(config::isSet).toList();
    if (given.size() > 1) {
      problems.add(
          "only one source of the keyset may be set, but these are set: "
              + given.stream().map(this::placed).collect(Collectors.joining(" and "))
              + "; remove all but one");
    }
    if (!given.isEmpty() && config.text(EncryptionKeys.ENCRYPTION).equals(EncryptionKeys.NONE)) {
      problems.add(
          "%s is '%s', but %s is set; remove one of the two"
              .formatted(
                  placed(EncryptionKeys.ENCRYPTION),
                  EncryptionKeys.NONE,
                  placed(given.getFirst())));
    }
  }

  private String placed(String key) {
    return "key '%s' (%s)".formatted(key, config.origin(key).describe());
  }
}
