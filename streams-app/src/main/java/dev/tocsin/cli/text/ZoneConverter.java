package dev.tocsin.cli.text;

import dev.tocsin.config.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a time zone: a name of the tz database, or an offset. */
public final class ZoneConverter implements ITypeConverter<ZoneId> {

  @Override
  public ZoneId convert(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "expected a time zone such as UTC, Europe/Berlin or +01:00, but was '"
              + value
              + "'"
              + Nearest.hint(value, ZoneId.getAvailableZoneIds()));
    }
  }
}
