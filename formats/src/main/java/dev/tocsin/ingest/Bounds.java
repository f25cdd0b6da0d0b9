package dev.tocsin.ingest;

import dev.tocsin.domain.FieldLimits;
import dev.tocsin.event.Account;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the detector would make a dead letter of for its length. Fields are named as the
 * contract names them, because a format may make one of several of the provider's.
 */
final class Bounds {

  private Bounds() {}

  static Decoded<MessageLog> check(Decoded<MessageLog> verdict) {
    if (!(verdict instanceof Decoded.Accepted<MessageLog> accepted)) {
      return verdict;
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
      return verdict;
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
