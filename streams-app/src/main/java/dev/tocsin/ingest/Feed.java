package dev.tocsin.ingest;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the records of an input before reading it.
 *
 * @param provider the provider they are imported for
 * @param account the account of records that do not name one; null when each has to name its own
 * @param childAccounts account by the provider's own identifier of a child account
 * @param latest latest time that is tolerated
 */
public record Feed(
    String provider, @Nullable String account, Map<String, String> childAccounts, Instant latest) {

  public Feed {
    childAccounts = Map.copyOf(childAccounts);
  }

  String requireAccount() throws RejectException {
    if (account == null) {
      throw new RejectException(RejectReason.MISSING_FIELD, "account_id");
    }
    return account;
  }

  Instant tolerated(Instant time, String field) throws RejectException {
    if (time.isAfter(latest)) {
      throw new RejectException(RejectReason.FUTURE_TIME, field);
    }
    return time;
  }
}
