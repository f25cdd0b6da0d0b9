package dev.tocsin.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Suggests the key for a misspelled {@code providers.NAME.*} key. */
final class FeedHints {

  private static final Pattern ATTEMPT =
      Pattern.compile("(?<start>[^.]+)\\.((?<provider>.+)\\.)?(?<name>[^.]+)");
  private static final List<String> START = List.of("providers");
  private static final String ANY_PROVIDER = "<provider>";

  /** The configured providers. */
  private final List<String> providers;

  FeedHints(List<String> providers) {
    this.providers = providers;
  }

  /** The provider in a key that looks like {@code providers.NAME.*}, known or not. */
  static Optional<String> provider(String key) {
    return attempt(key).flatMap(matcher -> Optional.ofNullable(matcher.group("provider")));
  }

  /** The hint after an unknown key; empty when the key does not look like a provider key. */
  Optional<String> forKey(String key) {
    return attempt(key)
        .map(matcher -> meant(matcher).map(FeedHints::didYouMean).orElseGet(FeedHints::choices));
  }

  /** The same for an environment variable. */
  Optional<String> forVariable(String variable) {
    String key = KnownKeys.dotted(variable);
    if (provider(key).filter(provider -> provider.contains(".")).isPresent()) {
      return Optional.of(
          "; an environment variable cannot name a provider with '-' or '_' in its name: set"
              + " 'providers.<provider>.%s' in the file or with -c".formatted(lastOf(key)));
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

  /** The closest configured provider; the given name when none is close. */
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
    return "; the keys of a provider are " + String.join(", ", FeedKeys.names());
  }
}
