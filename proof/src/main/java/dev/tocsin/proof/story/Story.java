package dev.tocsin.proof.story;

import java.util.List;

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

  /** How many inputs it has. */
  public int size() {
    return pushes.size() + windows.size() + accounts.size();
  }
}
