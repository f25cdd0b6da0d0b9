package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;

/** Which party of a message or call is the person that an exposure concerns. */
final class Direction {

  private Direction() {}

  /**
   * Whether the provider's customer received it, so that the person is the sender. Values such as
   * {@code outbound-api} and {@code outbound_dial} are outbound. An unknown value is rejected: a
   * wrong guess would treat the customer's own number as the person's.
   *
   * @param field the field of the value
   */
  static boolean isInbound(String field, String value) throws RejectException {
    String lower = value.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("inbound")) {
      return true;
    }
    if (lower.startsWith("outbound")) {
      return false;
    }
    throw new RejectException(RejectReason.WRONG_TYPE, field, "expected inbound or outbound");
  }
}
