package dev.tocsin.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The format and the principals of each provider, from its {@code providers.NAME.*} keys. */
final class Feeds {

  private final List<String> providers;

  /** The provider keys that are set. */
  private final Map<String, Setting> settings;

  Feeds(List<String> providers, Map<String, Setting> settings) {
    this.providers = providers;
    this.settings = new TreeMap<>();
    settings.forEach(
        (key, setting) -> {
          if (FeedKeys.provider(key).isPresent() && setting.value() != null) {
            this.settings.put(key, setting);
          }
        });
  }

  /** The providers that write a format of their own instead of the contract, by name. */
  Map<String, ProviderFeed> nativeFeeds() {
    Map<String, ProviderFeed> feeds = new LinkedHashMap<>();
    for (String provider : providers) {
      format(provider)
          .ifPresent(
              format ->
                  feeds.put(
                      provider,
                      new ProviderFeed(
                          format.id(), account(provider), accounts(provider), zone(provider))));
    }
    return feeds;
  }

  /** The principals of a provider or of its importer. */
  List<String> principals(String provider, String key) {
    return text(provider, key).map(AccessKeys::split).orElse(List.of());
  }

  /**
   * Problems between keys.
   *
   * @param wrong keys that are reported as invalid already; problems that follow from them are not
   *     reported
   */
  List<String> problems(Set<String> wrong) {
    Set<String> unsettled =
        wrong.stream().flatMap(key -> FeedHints.provider(key).stream()).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    settings.forEach(
        (key, setting) -> {
          String provider = FeedKeys.provider(key).orElseThrow();
          if (!providers.contains(provider)) {
            problems.add(
                "key '%s' (%s): provider '%s' is not in '%s' (%s); add it or correct the name%s"
                    .formatted(
                        key,
                        setting.origin().describe(),
                        provider,
                        ClusterKeys.PROVIDERS,
                        String.join(", ", providers),
                        Nearest.hint(provider, providers)));
          } else if (!unsettled.contains(provider)
              && format(provider).isEmpty()
              && !FeedKeys.isIdentity(key)
              && !key.equals(FeedKeys.key(provider, FeedKeys.FORMAT))) {
            problems.add(
                "key '%s' (%s) has no effect without '%s': records of the contract contain it; set the format or remove the key"
                    .formatted(
                        key, setting.origin().describe(), FeedKeys.key(provider, FeedKeys.FORMAT)));
          }
        });
    providers.stream()
        .filter(provider -> !unsettled.contains(provider))
        .forEach(provider -> format(provider).ifPresent(f -> needs(provider, f, problems)));
    return problems;
  }

  private void needs(String provider, ProviderFormat format, List<String> problems) {
    if (format.needsAccount() && account(provider) == null && accounts(provider).isEmpty()) {
      problems.add(
          "records in format %s have no account; set '%s' or '%s'"
              .formatted(
                  format.id(),
                  FeedKeys.key(provider, FeedKeys.ACCOUNT),
                  FeedKeys.key(provider, FeedKeys.ACCOUNTS)));
    }
    if (format.needsZone() && zone(provider) == null) {
      problems.add(
          "times in format %s have no offset; set '%s', for example to UTC"
              .formatted(format.id(), FeedKeys.key(provider, FeedKeys.ZONE)));
    }
  }

  private Optional<ProviderFormat> format(String provider) {
    return text(provider, FeedKeys.FORMAT).flatMap(ProviderFormat::byId);
  }

  private @Nullable String account(String provider) {
    return text(provider, FeedKeys.ACCOUNT).orElse(null);
  }

  private Map<String, String> accounts(String provider) {
    Map<String, String> accounts = new LinkedHashMap<>();
    text(provider, FeedKeys.ACCOUNTS)
        .ifPresent(
            list ->
                ((List<?>) ConfigDef.parseType(FeedKeys.ACCOUNTS, list, ConfigDef.Type.LIST))
                    .stream()
                        .map(pair -> FeedKeys.pair((String) pair))
                        .forEach(pair -> accounts.put(pair.getKey(), pair.getValue())));
    return accounts;
  }

  private @Nullable ZoneId zone(String provider) {
    return text(provider, FeedKeys.ZONE).map(ZoneId::of).orElse(null);
  }

  private Optional<String> text(String provider, String name) {
    Setting setting = settings.get(FeedKeys.key(provider, name));
    return setting == null || setting.value() == null || setting.value().isBlank()
        ? Optional.empty()
        : Optional.of(setting.value().strip());
  }
}
