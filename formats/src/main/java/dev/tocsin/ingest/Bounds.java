package dev.tocsin.ingest;

import dev.tocsin.domain.FieldLimits;
import dev.tocsin.event.Account;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Rejects records with fields that exceed the detector's limits, which would become dead letters.
 * Messages use the contract's field names, because one field may be made from several fields of the
 * provider.
 */
final class Bounds {

  private Bounds() {}

  static Decoded<MessageLog> check(Decoded<MessageLog> outcome) {
    if (!(outcome instanceof Decoded.Accepted<MessageLog> accepted)) {
      return outcome;
    }
    MessageLog log = accepted.value();
    try {
      require("log_id", log.getLogId());
      require("account_id", log.getAccountId());
      require("phone", log.getPhone());
      require("phone_e164", log.getPhoneE164());
      require("channel", log.getChannel());
      require("message_type", log.getMessageType());
      require("carrier", log.getCarrier());
      require("country", log.getCountry());
      require("state", log.getState());
      return outcome;
    } catch (RejectException e) {
      return e.toRejected();
    }
  }

  static void require(Account account) throws RejectException {
    require("account_id", account.getAccountId());
    require("name", account.getName());
    require("contact", account.getContact());
  }

  private static void require(String field, @Nullable String value) throws RejectException {
    if (value != null && value.length() > FieldLimits.MAX_NAME) {
      throw new RejectException(
          RejectReason.FIELD_TOO_LONG, field, "found " + value.length() + " characters");
    }
  }
}
