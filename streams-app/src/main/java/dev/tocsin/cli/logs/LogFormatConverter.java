package dev.tocsin.cli.logs;

import dev.tocsin.config.Nearest;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a format. */
final class LogFormatConverter implements ITypeConverter<LogFormat> {

  @Override
  public LogFormat convert(String value) {
    return LogFormats.byId(value.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of "
                        + String.join(", ", LogFormats.ids())
                        + ", but was '"
                        + value
                        + "'"
                        + Nearest.hint(value, LogFormats.ids())));
  }
}
