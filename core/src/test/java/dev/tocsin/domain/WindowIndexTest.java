package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowIndexTest {

  @Test
  void shouldFindSameWindowsAsLinearSearch() {
    long seed = Examples.seed();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      // Given
      WindowIndex index = new WindowIndex();
      List<CompromiseWindow> all = new ArrayList<>();
      int ends = 1 + random.nextInt(60);
      // When
      for (int i = 0; i < random.nextInt(120); i++) {
        if (!all.isEmpty() && random.nextInt(3) == 0) {
          index.remove(all.remove(random.nextInt(all.size())).id());
        } else {
          long from = random.nextInt(ends);
          long to =
              random.nextInt(10) == 0 ? CompromiseWindow.OPEN : from + 1 + random.nextInt(ends);
          all.add(window("w" + i).during(from, to).get());
          index.add(all.getLast());
        }
      }
      index.remove("unknown");
      // Then
      for (long instant = -1; instant < 2L * ends + 2; instant++) {
        long at = instant;
        List<CompromiseWindow> found = new ArrayList<>();
        index.around(at, found::add);
        assertThat(found)
            .as("seed %d at %d", seed, at)
            .containsExactlyInAnyOrderElementsOf(
                all.stream().filter(w -> w.from() <= at && at < w.to()).toList());
      }
      assertThat(index.isEmpty()).isEqualTo(all.isEmpty());
    }
  }
}
