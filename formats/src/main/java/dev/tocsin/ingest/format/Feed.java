package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings for the records of one input.
 *
 * @param provider the provider of the records
 * @param account the account of records that name none; null when each must name one
 * @param accounts account id by the provider's name for the account, such as a child account, a
 *     host or a subscriber id
 * @param zone of times without an offset; null to reject such times
 * @param latest supplies the latest time to accept, for each record
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

  /** The account of a record that names none. */
  String requireAccount(String field) throws RejectException {
    if (account == null) {
      throw new RejectException(RejectReason.UNMAPPED_ACCOUNT, field);
    }
    return account;
  }

  /** The account mapped to the provider's name, else the name itself. */
  String accountOf(String name) {
    return accounts.getOrDefault(name, name);
  }

  /** The account mapped to the provider's name; null when it is not mapped. */
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
