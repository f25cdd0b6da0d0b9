package dev.tocsin.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.tocsin.domain.PhoneNormalizer;
import org.jspecify.annotations.Nullable;

/** What libphonenumber's metadata knows of numbers. Thread-safe. */
public final class PhoneNumbers implements PhoneNormalizer {

  /** Country calling codes are only read off numbers that carry one: no region is assumed. */
  private static final String NO_REGION = "ZZ";

  /** Plus, country code, and ten digits. */
  private static final int NANP_LENGTH = 12;

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();

  @Override
  public @Nullable String e164(String phone) {
    if (phone.indexOf('+') < 0) {
      return null;
    }
    if (isPlainNanp(phone)) {
      return util.isValidNumber(nanp(phone)) ? phone : null;
    }
    try {
      PhoneNumber number = util.parse(phone, NO_REGION);
      return util.isValidNumber(number) ? util.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /**
   * A number of the North American plan that is written as in E.164: there is nothing to parse, and
   * parsing is most of the cost. Area codes begin with 2 to 9; a 1 there would be a trunk prefix.
   */
  private static boolean isPlainNanp(String phone) {
    if (phone.length() != NANP_LENGTH || !phone.startsWith("+1") || phone.charAt(2) < '2') {
      return false;
    }
    for (int i = 2; i < NANP_LENGTH; i++) {
      if (phone.charAt(i) < '0' || phone.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static PhoneNumber nanp(String phone) {
    return new PhoneNumber()
        .setCountryCode(1)
        .setNationalNumber(Long.parseLong(phone, 2, NANP_LENGTH, 10));
  }
}
