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

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();

  @Override
  public @Nullable String e164(String phone) {
    if (phone.indexOf('+') < 0) {
      return null;
    }
    try {
      PhoneNumber number = util.parse(phone, NO_REGION);
      return util.isValidNumber(number) ? util.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
