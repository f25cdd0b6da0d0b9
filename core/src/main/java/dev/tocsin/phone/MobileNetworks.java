package dev.tocsin.phone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mobile networks by their code (ITU-T E.212): three digits for the country (MCC) and two or three
 * for the network (MNC). The tables have every country and common networks.
 */
final class MobileNetworks {

  private static final Pattern CODE = Pattern.compile("[2-7][0-9]{4,5}");
  private static final int MCC_DIGITS = 3;

  private final Map<String, String> countries = table("mobile-countries.txt");
  private final Map<String, String> networks = table("mobile-networks.txt");

  /** Whether a carrier is a network code of an existing country. */
  boolean isCode(@Nullable String carrier) {
    return carrier != null && CODE.matcher(carrier).matches() && country(carrier) != null;
  }

  /** ISO 3166-1 alpha-2. */
  @Nullable String country(String code) {
    return countries.get(code.substring(0, MCC_DIGITS));
  }

  /** The name of the network, or its code if the name is unknown. */
  String name(String code) {
    return networks.getOrDefault(code, code);
  }

  private static Map<String, String> table(String resource) {
    try (InputStream in =
            Objects.requireNonNull(MobileNetworks.class.getResourceAsStream(resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
