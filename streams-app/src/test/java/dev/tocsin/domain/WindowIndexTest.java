package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowIndexTest {

  @Test
  void shouldFindTheSameWindowsAsLookingAtEachOne() {
    for (int round = 0; round < 200; round++) {
      // Given
      long seed = System.nanoTime();
      Random random = new Random(seed);
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
          all.add(window("w" + i, from, to));
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

  private static CompromiseWindow window(String id, long from, long to) {
    Incident incident = new Incident("i", "t", null, 0, null, null, List.of());
    return new CompromiseWindow(id, incident, "duo", null, null, from, to, WindowStatus.ACTIVE);
  }
}
