package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the versions of Duo's telephony log have in common. */
final class Duo {

  private Duo() {}

  /** Duo's items never name the customer; falling back to a parent would tell the wrong one. */
  static String account(Fields fields, Feed feed) throws RejectException {
    String host = fields.optionalText("host");
    String child = fields.optionalText("child_account_id");
    if (child != null) {
      String account = feed.mapped(child);
      if (account == null) {
        throw new RejectException(RejectReason.UNMAPPED_CHILD_ACCOUNT, "child_account_id");
      }
      return account;
    }
    @Nullable String account = host == null ? null : feed.mapped(host);
    return account == null ? feed.requireAccount("host") : account;
  }

  /** Duo may add kinds at any time; an unknown one is kept as it is. */
  static String channel(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    return upper.equals("PHONE") ? "VOICE" : upper;
  }
}
