package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both versions of Duo's telephony log share. */
final class Duo {

  private Duo() {}

  /** Duo's items never name the account; using the parent's would notify the wrong customer. */
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

  /** Recognizes the CEF lines that duo_log_sync can write instead of JSON. */
  static RejectReason explainMalformed(String line) {
    return line.startsWith("CEF:") ? RejectReason.CEF : RejectReason.MALFORMED_JSON;
  }

  /** Duo may add types at any time; an unknown type is kept unchanged. */
  static String channel(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    return upper.equals("PHONE") ? "VOICE" : upper;
  }
}
