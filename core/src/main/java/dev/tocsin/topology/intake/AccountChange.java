package dev.tocsin.topology.intake;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.AccountHistory;

/** A new version of one account. */
public record AccountChange(String accountId, AccountHistory.Version version) {

  public static final Codec<AccountChange> CODEC =
      new Codec<>(
          "account change",
          (out, c) -> {
            out.text(c.accountId());
            Codecs.ACCOUNT_VERSION.write(out, c.version());
          },
          in -> new AccountChange(in.text(), Codecs.ACCOUNT_VERSION.read(in)));
}
