package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the records of an input before reading it.
 *
 * @param provider the provider they come from
 * @param account the account of records that do not name one; null when each has to name its own
 * @param accounts account by the provider's own name of it, such as a child account, a host or a
 *     subscriber id
 * @param zone of times that have no offset; null when there must be none
 * @param latest latest time that is tolerated, asked for each record
 */
public record Feed(
    String provider,
    @Nullable String account,
    Map<String, String> accounts,
    @Nullable ZoneId zone,
    Supplier<Instant> latest) {

  public Feed {
    accounts = Map.copyOf(accounts);
  }

  /** The account of a record that does not say whose it is. */
  String requireAccount(String field) throws RejectException {
    if (account == null) {
      throw new RejectException(RejectReason.UNMAPPED_ACCOUNT, field);
    }
    return account;
  }

  /** The account that the provider names: as it is mapped, else as the provider calls it. */
  String accountOf(String name) {
    return accounts.getOrDefault(name, name);
  }

  /** The account that goes by a name of the provider's; null when nobody has said which. */
  @Nullable String mapped(String name) {
    return accounts.get(name);
  }

  Instant tolerated(Instant time, String field) throws RejectException {
    if (time.isAfter(latest.get())) {
      throw new RejectException(RejectReason.FUTURE_TIME, field);
    }
    return time;
  }
}
