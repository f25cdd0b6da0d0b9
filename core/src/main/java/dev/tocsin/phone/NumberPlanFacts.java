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
 * What number plans say of a valid number, offline, from libphonenumber's metadata. The last ones
 * that were asked for are remembered: a person who is exposed is so by several records.
 * Thread-safe.
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
   * What a number says of itself.
   *
   * @param country ISO 3166-1 alpha-2; null for numbers of no country, such as +800
   * @param state ISO 3166-2
   * @param carrier the one that the number was given to at first
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
    // Not under the lock, which other threads may want; two may look the same number up.
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
