package dev.tocsin.ingest.format;

import java.util.List;
import java.util.Optional;

/** The formats that message logs can be read in. */
public final class LogFormats {

  private static final List<LogFormat> ALL =
      List.of(
          new CanonicalFormat(),
          new AwsEumFormat(),
          new AwsSnsFormat(),
          new BandwidthFormat(),
          new DuoV1Format(),
          new DuoV2Format(),
          new PlivoFormat(),
          new SinchFormat(),
          new TelnyxMdrFormat(),
          new TelnyxWebhookFormat(),
          new TwilioCallFormat(),
          new TwilioCsvFormat(),
          new TwilioEventsFormat(),
          new TwilioMessageFormat(),
          new VonageDlrFormat(),
          new VonageReportsFormat());

  private LogFormats() {}

  public static List<LogFormat> all() {
    return ALL;
  }

  public static List<String> ids() {
    return ALL.stream().map(LogFormat::id).toList();
  }

  public static Optional<LogFormat> byId(String id) {
    return ALL.stream().filter(format -> format.id().equals(id)).findFirst();
  }
}
