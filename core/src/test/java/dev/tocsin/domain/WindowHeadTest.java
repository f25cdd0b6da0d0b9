package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.WindowHead.Judgement;
import dev.tocsin.domain.WindowHead.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowHeadTest {

  private static final int LOGS = Integer.getInteger("tocsin.log.cases", 20_000);

  private static final WindowHead DECLARED = new WindowHead(5, 5, false);
  private static final WindowHead RESTATED = new WindowHead(5, 9, false);
  private static final WindowHead WITHDRAWN = new WindowHead(5, 5, true);

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("nothing known", null, new Basis.Seen(3), Outcome.ACCEPTED),
        Arguments.of("new id", null, new Basis.Seen(WindowHead.NONE), Outcome.ACCEPTED),
        Arguments.of("says nothing", DECLARED, Basis.ANYTHING, Outcome.ACCEPTED),
        Arguments.of("newest seen", DECLARED, new Basis.Seen(5), Outcome.ACCEPTED),
        Arguments.of("older seen", DECLARED, new Basis.Seen(4), Outcome.REFUSED),
        Arguments.of("refused seen", DECLARED, new Basis.Seen(6), Outcome.REFUSED),
        Arguments.of("id taken", DECLARED, new Basis.Seen(WindowHead.NONE), Outcome.REFUSED),
        Arguments.of("id free", WITHDRAWN, new Basis.Seen(WindowHead.NONE), Outcome.ACCEPTED),
        Arguments.of("tombstone seen", WITHDRAWN, new Basis.Seen(5), Outcome.ACCEPTED),
        Arguments.of("before tombstone", WITHDRAWN, new Basis.Seen(2), Outcome.REFUSED),
        Arguments.of("copy seen", RESTATED, new Basis.Seen(9), Outcome.ACCEPTED),
        Arguments.of("original seen", RESTATED, new Basis.Seen(5), Outcome.ACCEPTED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void shouldAcceptOnlyChangesOfTheNewestRevision(
      String name, @Nullable WindowHead head, Basis basis, Outcome expected) {
    // When
    Judgement judgement = WindowHead.judge(head, 10, basis, false);

    // Then
    assertThat(judgement.outcome()).isEqualTo(expected);
    assertThat(judgement.head())
        .isEqualTo(expected == Outcome.ACCEPTED ? new WindowHead(10, 10, false) : head);
  }

  @Test
  void shouldNotLetACopyReplaceANewerChange() {
    // Given
    Basis copy = new Basis.Restated(2, 4);

    // When
    Judgement newer = WindowHead.judge(DECLARED, 10, copy, false);
    Judgement refusedThere = WindowHead.judge(new WindowHead(4, 4, false), 10, copy, false);
    Judgement same = WindowHead.judge(new WindowHead(2, 2, false), 10, copy, false);

    // Then
    assertThat(newer).isEqualTo(new Judgement(Outcome.REFUSED, DECLARED));
    assertThat(refusedThere)
        .isEqualTo(new Judgement(Outcome.ACCEPTED, new WindowHead(2, 10, false)));
    assertThat(same).isEqualTo(new Judgement(Outcome.RESTATED, new WindowHead(2, 10, false)));
  }

  /** A record of one window. */
  private record Entry(Basis basis, @Nullable String content) {}

  /** A detector that reads the log with a delay and restates what is in effect. */
  private static final class Reader {
    private @Nullable WindowHead head;
    private @Nullable String content;
    private int position;

    /** Reads a record; returns the copy to append, if any. */
    @Nullable Entry read(List<Entry> log) {
      int offset = position++;
      Entry entry = log.get(offset);
      Judgement judgement = WindowHead.judge(head, offset, entry.basis(), entry.content() == null);
      head = judgement.head();
      switch (judgement.outcome()) {
        case ACCEPTED -> content = entry.content();
        case RESTATED -> assertThat(entry.content()).isEqualTo(content);
        case REFUSED -> {
          WindowHead newest = Objects.requireNonNull(head);
          return new Entry(new Basis.Restated(newest.revision(), offset), content);
        }
      }
      return null;
    }
  }

  @Test
  void shouldReachTheSameRevisionFromAnyRestOfTheLog() {
    // Given
    long seed = Long.getLong("tocsin.log.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < LOGS; i++) {
      List<Entry> log = new ArrayList<>();

      // When
      Reader detector = write(log, random);

      // Then
      for (int from = 0; from < log.size(); from++) {
        Reader rebuilt = new Reader();
        rebuilt.position = from;
        while (rebuilt.position < log.size()) {
          rebuilt.read(log);
        }
        assertThat(rebuilt.content)
            .as("seed %d, log %d from %d: %s", seed, i, from, log)
            .isEqualTo(detector.content);
        assertThat(Objects.requireNonNull(rebuilt.head).revision())
            .as("seed %d, log %d from %d: %s", seed, i, from, log)
            .isEqualTo(Objects.requireNonNull(detector.head).revision());
      }
    }
  }

  /** Authors and a detector write a log until the detector has read all of it. */
  private static Reader write(List<Entry> log, Random random) {
    Reader detector = new Reader();
    int changes = 1 + random.nextInt(8);
    while (changes > 0 || detector.position < log.size()) {
      if (detector.position < log.size() && (changes == 0 || random.nextBoolean())) {
        Entry copy = detector.read(log);
        if (copy != null) {
          log.add(copy);
        }
      } else if (changes-- > 0) {
        String content = random.nextInt(4) == 0 ? null : "v" + log.size();
        log.add(new Entry(basis(log.size(), random), content));
      }
    }
    return detector;
  }

  private static Basis basis(int end, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Basis.ANYTHING;
      case 1 -> new Basis.Seen(end - 1L);
      default -> new Basis.Seen(random.nextInt(end + 1) - 1L);
    };
  }
}
