package dev.tocsin.config;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to read the log records of a provider that writes its own format.
 *
 * @param format id of a {@link ProviderFormat}
 * @param account account of records that do not name one; null when each record names its account
 * @param accounts account by the provider's own name of it
 * @param zone zone of times without an offset; null when all times have one
 */
public record ProviderFeed(
    String format, @Nullable String account, Map<String, String> accounts, @Nullable ZoneId zone) {

  public ProviderFeed {
    accounts = Map.copyOf(accounts);
  }
}
