package dev.tocsin.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Country, state and carrier of valid numbers, from libphonenumber's metadata. The latest results
 * are cached, because an exposed person has several exposed records. Thread-safe.
 */
final class NumberPlanFacts {

  private static final int REMEMBERED = 10_000;

  private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
  private final PhoneNumberToCarrierMapper carriers = PhoneNumberToCarrierMapper.getInstance();
  private final PhoneNumberOfflineGeocoder places = PhoneNumberOfflineGeocoder.getInstance();
  private final Map<String, Facts> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Facts> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Facts about a number.
   *
   * @param country ISO 3166-1 alpha-2; null for numbers of no country, such as +800
   * @param state ISO 3166-2
   * @param carrier the carrier that the number was first assigned to
   */
  record Facts(@Nullable String country, @Nullable String state, @Nullable String carrier) {

    static final Facts NONE = new Facts(null, null, null);
  }

  /**
   * Looks a number up.
   *
   * @param e164 a valid number
   */
  Facts of(String e164) {
    synchronized (remembered) {
      Facts known = remembered.get(e164);
      if (known != null) {
        return known;
      }
    }
    // Outside of the lock, to not block other threads; two may look up the same number.
    Facts found = lookUp(e164);
    synchronized (remembered) {
      remembered.put(e164, found);
    }
    return found;
  }

  private Facts lookUp(String e164) {
    PhoneNumber number;
    try {
      number = util.parse(e164, null);
    } catch (NumberParseException e) {
      return Facts.NONE;
    }
    String region = util.getRegionCodeForNumber(number);
    if (region == null || region.length() != 2) {
      return Facts.NONE;
    }
    return new Facts(
        region,
        Subdivisions.code(region, places.getDescriptionForValidNumber(number, Locale.ENGLISH)),
        named(carriers.getNameForValidNumber(number, Locale.ENGLISH)));
  }

  private static @Nullable String named(@Nullable String name) {
    return name == null || name.isBlank() ? null : name;
  }
}
