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

/** Phone numbers according to libphonenumber's metadata. Thread-safe. */
public final class PhoneNumbers implements PhoneNormalizer {

  /** No default region: a number without a country calling code is not valid. */
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
   * <p>Used for exposed records only, so its cost does not matter.
   */
  @Override
  public RecordDetails details(LogRecord record, @Nullable String e164) {
    NumberPlanFacts.Facts facts = e164 == null ? NumberPlanFacts.Facts.NONE : plan.of(e164);
    String given = record.carrier();
    String code = networks.isCode(given) ? given : null;
    Sourced carrier =
        code == null
            ? Sourced.first(given, null, facts.carrier())
            : new Sourced(networks.name(code), Origin.NETWORK_CODE);
    Sourced country =
        Sourced.first(
            record.country() == null ? null : Countries.normal(record.country()),
            code == null ? null : networks.country(code),
            facts.country());
    String state = record.state();
    Sourced region =
        Sourced.first(
            state == null ? null : Subdivisions.normal(country.value(), state),
            null,
            // The number of a person who moved to another country does not show the state there.
            Objects.equals(facts.country(), country.value()) ? facts.state() : null);
    return new RecordDetails(
        carrier.value(),
        carrier.origin(),
        country.value(),
        country.origin(),
        region.value(),
        region.origin());
  }

  /** A field and its source. */
  private record Sourced(@Nullable String value, @Nullable Origin origin) {

    static Sourced first(
        @Nullable String provider, @Nullable String network, @Nullable String numberPlan) {
      if (provider != null) {
        return new Sourced(provider, Origin.PROVIDER);
      }
      if (network != null) {
        return new Sourced(network, Origin.NETWORK_CODE);
      }
      return numberPlan == null
          ? new Sourced(null, null)
          : new Sourced(numberPlan, Origin.NUMBER_PLAN);
    }
  }

  /**
   * Whether this is a number of the North American plan in E.164, which needs no parsing, the most
   * expensive step. Area codes begin with 2 to 9; a 1 would be a trunk prefix.
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
