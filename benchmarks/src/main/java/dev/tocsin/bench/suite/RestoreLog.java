package dev.tocsin.bench.suite;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log lines of the detector about the restoration of its stores. */
final class RestoreLog {

  private static final Pattern LINE =
      Pattern.compile("(\\S+) +INFO +\\[[^]]*] RestoreProgress - (Restoring|Restored) a store .*");

  private RestoreLog() {}

  /**
   * From the beginning of the first store to the end of the last.
   *
   * @param lines of one start's log
   * @param stores what the line of a store that counts contains; empty for every store
   * @throws IllegalArgumentException when nothing was restored
   */
  static Duration took(List<String> lines, String stores) {
    List<String> counted = lines.stream().filter(line -> line.contains(stores)).toList();
    Instant first =
        times(counted, "Restoring").min(Instant::compareTo).orElseThrow(RestoreLog::none);
    Instant last = times(counted, "Restored").max(Instant::compareTo).orElseThrow(RestoreLog::none);
    return Duration.between(first, last);
  }

  private static Stream<Instant> times(List<String> lines, String what) {
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(matcher -> matcher.group(2).equals(what))
        .map(matcher -> OffsetDateTime.parse(matcher.group(1)).toInstant());
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException("the log has no restoration of a store");
  }
}
