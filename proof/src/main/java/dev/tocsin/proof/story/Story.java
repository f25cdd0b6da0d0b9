package dev.tocsin.proof.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All inputs.
 *
 * @param providers whose topics are read; a window may name another one
 * @param pushes in no order that matters, some of them more than once
 * @param windows in the order of their topic
 * @param accounts in the order of their topic
 */
public record Story(
    List<String> providers,
    List<Push> pushes,
    List<Step<WindowVersion>> windows,
    List<Step<AccountVersion>> accounts) {

  public Story {
    providers = List.copyOf(providers);
    pushes = List.copyOf(pushes);
    windows = List.copyOf(windows);
    accounts = List.copyOf(accounts);
  }

  /** One story with the inputs of several. */
  public static Story merged(List<Story> stories) {
    return new Story(
        stories.stream().flatMap(story -> story.providers().stream()).distinct().toList(),
        stories.stream().flatMap(story -> story.pushes().stream()).toList(),
        stories.stream().flatMap(story -> story.windows().stream()).toList(),
        stories.stream().flatMap(story -> story.accounts().stream()).toList());
  }

  /** For an author who saw no step. */
  public static final int NONE = -1;

  /**
   * The place in {@link #windows} of the step that the author of each step saw, {@link #NONE} if
   * there was none; null for an author who does not say.
   */
  public List<@Nullable Integer> seenWindows() {
    Map<String, List<Integer>> places = new HashMap<>();
    List<@Nullable Integer> seen = new ArrayList<>();
    for (int place = 0; place < windows.size(); place++) {
      List<Integer> before =
          places.computeIfAbsent(windows.get(place).key(), k -> new ArrayList<>());
      Integer back = windows.get(place).seen();
      if (back == null) {
        seen.add(null);
      } else {
        seen.add(back == 0 || back > before.size() ? NONE : before.get(before.size() - back));
      }
      before.add(place);
    }
    return seen;
  }

  /** How many inputs it has. */
  public int size() {
    return pushes.size() + windows.size() + accounts.size();
  }
}
