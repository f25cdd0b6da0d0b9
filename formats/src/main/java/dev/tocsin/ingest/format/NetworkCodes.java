package dev.tocsin.ingest.format;

import dev.tocsin.ingest.decode.Fields;
import dev.tocsin.ingest.decode.RejectException;
import dev.tocsin.ingest.decode.RejectReason;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Codes of mobile networks (ITU-T E.212): three digits for the country (MCC), two or three for the
 * network (MNC). A message log has both together as its carrier, for example {@code 310260}; the
 * name is looked up for display.
 */
final class NetworkCodes {

  private static final Pattern CODE = Pattern.compile("[2-7][0-9]{4,5}");

  private NetworkCodes() {}

  /** MCC and MNC in one text; null when they are not a valid code. */
  static @Nullable String of(@Nullable String together) {
    return together == null || !CODE.matcher(together.strip()).matches() ? null : together.strip();
  }

  /** MCC and MNC as two texts; null when one is missing or they are not a valid code. */
  static @Nullable String of(@Nullable String mcc, @Nullable String mnc) {
    return mcc == null || mnc == null ? null : of(mcc.strip() + mnc.strip());
  }

  /**
   * MCC and MNC as numbers, without leading zeros; the country determines the number of digits.
   * Zero means unknown.
   */
  static @Nullable String ofNumbers(Fields fields, String mcc, String mnc) throws RejectException {
    Long country = fields.optionalNumber(mcc);
    Long network = fields.optionalNumber(mnc);
    if (country == null || network == null || country == 0) {
      return null;
    }
    if (country < 0 || country > 999 || network < 0 || network > 999) {
      throw new RejectException(
          RejectReason.WRONG_TYPE, network > 999 ? mnc : mcc, "expected at most three digits");
    }
    String digits = hasThreeDigits(country) || network > 99 ? "%03d%03d" : "%03d%02d";
    return of(String.format(Locale.ROOT, digits, country, network));
  }

  /** Whether the networks of a country have three digits instead of two. Source: ITU-T E.212. */
  private static boolean hasThreeDigits(long mcc) {
    return mcc == 302
        || (mcc >= 310 && mcc <= 316)
        || (mcc >= 330 && mcc <= 376 && mcc != 340 && mcc != 362 && mcc != 363 && mcc != 368)
        || mcc == 708
        || mcc == 722
        || mcc == 732
        || mcc == 750;
  }
}
