package dev.tocsin.topology.intake;

import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.event.Account;
import dev.tocsin.topology.TopologySettings;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads changes of the account table. */
public final class AccountReader implements RecordReader<AccountChange> {

  private final Decoder<Account> decoder;
  private final TopologySettings settings;

  public AccountReader(Deserializer<Account> deserializer, TopologySettings settings) {
    this.decoder = new Decoder<>(deserializer);
    this.settings = settings;
  }

  @Override
  public void read(RawRecord raw, long now, List<AccountChange> taken)
      throws IntakeRejectedException {
    String id = ContractFields.key(raw);
    dev.tocsin.domain.Account account = raw.value() == null ? null : account(raw, id, now);
    taken.add(
        new AccountChange(
            id,
            new AccountHistory.Version(raw.partition(), raw.offset(), raw.timestamp(), account)));
  }

  private dev.tocsin.domain.Account account(RawRecord raw, String id, long now)
      throws IntakeRejectedException {
    Account account = decoder.decode(raw);
    if (account.getUpdatedAt() != null) {
      ContractFields.plausible(
          "updated_at", account.getUpdatedAt(), now + settings.futureTolerance().toMillis());
    }
    return new dev.tocsin.domain.Account(
        ContractFields.equalToKey(id, "account_id", account.getAccountId()),
        ContractFields.notBlank("name", account.getName()),
        ContractFields.optional("contact", account.getContact()),
        ContractFields.optional("country", account.getCountry()));
  }
}
