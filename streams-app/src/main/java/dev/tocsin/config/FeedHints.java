package dev.tocsin.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody meant who wrote a key of a provider's that there is not. */
final class FeedHints {

  private static final Pattern ATTEMPT =
      Pattern.compile("(?<start>[^.]+)\\.((?<provider>.+)\\.)?(?<name>[^.]+)");
  private static final List<String> START = List.of("providers");
  private static final String ANY_PROVIDER = "<provider>";

  /** Those that are read. */
  private final List<String> providers;

  FeedHints(List<String> providers) {
    this.providers = providers;
  }

  /** The provider in what looks like a key of a provider's, whether there is such a key or not. */
  static Optional<String> provider(String key) {
    return attempt(key).flatMap(matcher -> Optional.ofNullable(matcher.group("provider")));
  }

  /** What to say after an unknown key; empty when it does not look like one of a provider's. */
  Optional<String> forKey(String key) {
    return attempt(key)
        .map(matcher -> meant(matcher).map(FeedHints::didYouMean).orElseGet(FeedHints::choices));
  }

  /**
   * What to say after an unknown variable; empty when it does not look like one of a provider's.
   */
  Optional<String> forVariable(String variable) {
    String key = KnownKeys.dotted(variable);
    if (provider(key).filter(provider -> provider.contains(".")).isPresent()) {
      return Optional.of(
          "; a provider's name with '-' or '_' in it cannot be spelled in a variable: set"
              + " 'providers.<provider>.%s' in the file, or with -c".formatted(lastOf(key)));
    }
    return attempt(key)
        .map(
            matcher ->
                meant(matcher)
                    .map(KnownKeys::variable)
                    .map(FeedHints::didYouMean)
                    .orElseGet(FeedHints::choices));
  }

  private Optional<String> meant(Matcher matcher) {
    String provider = matcher.group("provider");
    Optional<String> name = Nearest.of(matcher.group("name"), FeedKeys.names());
    if (provider != null) {
      return name.map(nearest -> FeedKeys.key(nearest(provider), nearest));
    }
    return name.map(nearest -> FeedKeys.key(ANY_PROVIDER, nearest))
        .or(() -> known(matcher.group("name")).map(known -> FeedKeys.key(known, FeedKeys.FORMAT)));
  }

  /** The provider that is meant; one that is like none of them is left as it is. */
  private String nearest(String provider) {
    return known(provider).orElse(provider);
  }

  private Optional<String> known(String provider) {
    return providers.contains(provider)
        ? Optional.of(provider)
        : Nearest.of(provider.toLowerCase(Locale.ROOT), providers);
  }

  private static Optional<Matcher> attempt(String key) {
    Matcher matcher = ATTEMPT.matcher(key);
    return matcher.matches() && Nearest.of(matcher.group("start"), START).isPresent()
        ? Optional.of(matcher)
        : Optional.empty();
  }

  private static String lastOf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String didYouMean(String key) {
    return "; did you mean '" + key + "'?";
  }

  private static String choices() {
    return "; what a provider may have is " + String.join(", ", FeedKeys.names());
  }
}
