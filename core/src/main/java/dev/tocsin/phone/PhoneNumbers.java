package dev.tocsin.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.RecordDetails;
import dev.tocsin.domain.RecordDetails.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What libphonenumber's metadata knows of numbers. Thread-safe. */
public final class PhoneNumbers implements PhoneNormalizer {

  /** Country calling codes are only read off numbers that carry one: no region is assumed. */
  private static final String NO_REGION = "ZZ";

  /** Plus, country code, and ten digits. */
  private static final int NANP_LENGTH = 12;

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
  private final MobileNetworks networks = new MobileNetworks();
  private final NumberPlanFacts plan = new NumberPlanFacts();

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
   * {@inheritDoc}
   *
   * <p>Looked up for records that are exposed only, where it costs little beside the rest.
   */
  @Override
  public RecordDetails details(LogRecord record, @Nullable String e164) {
    NumberPlanFacts.Facts facts = e164 == null ? NumberPlanFacts.Facts.NONE : plan.of(e164);
    String given = record.carrier();
    String code = networks.isCode(given) ? given : null;
    Said carrier =
        code == null
            ? Said.first(given, null, facts.carrier())
            : new Said(networks.name(code), Origin.NETWORK_CODE);
    Said country =
        Said.first(
            record.country() == null ? null : Countries.normal(record.country()),
            code == null ? null : networks.country(code),
            facts.country());
    String state = record.state();
    Said region =
        Said.first(
            state == null ? null : Subdivisions.normal(country.what(), state),
            null,
            // A number that moved to another country with its owner says nothing about states.
            Objects.equals(facts.country(), country.what()) ? facts.state() : null);
    return new RecordDetails(
        carrier.what(),
        carrier.origin(),
        country.what(),
        country.origin(),
        region.what(),
        region.origin());
  }

  /** Something that is known, and who says so. */
  private record Said(@Nullable String what, @Nullable Origin origin) {

    static Said first(
        @Nullable String provider, @Nullable String network, @Nullable String numberPlan) {
      if (provider != null) {
        return new Said(provider, Origin.PROVIDER);
      }
      if (network != null) {
        return new Said(network, Origin.NETWORK_CODE);
      }
      return numberPlan == null ? new Said(null, null) : new Said(numberPlan, Origin.NUMBER_PLAN);
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
