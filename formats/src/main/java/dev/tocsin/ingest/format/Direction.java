package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;

/** Which of the two parties of a message or call is the one that may have to be told. */
final class Direction {

  private Direction() {}

  /**
   * Whether the provider's customer received it, so that the other party is the sender. Words such
   * as {@code outbound-api} and {@code outbound_dial} are outbound; another word is refused,
   * because a guess would tell the customer's own number.
   *
   * @param field where the word comes from
   */
  static boolean isInbound(String field, String word) throws RejectException {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("inbound")) {
      return true;
    }
    if (lower.startsWith("outbound")) {
      return false;
    }
    throw new RejectException(RejectReason.WRONG_TYPE, field, "neither inbound nor outbound");
  }
}
