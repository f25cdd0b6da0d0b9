package dev.tocsin.cli.window;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Instant;
import java.util.List;

/** A sample window. */
final class Windows {

  private Windows() {}

  static CompromiseWindow march() {
    return new CompromiseWindow(
        "march",
        new Incident(
            "incident",
            "Telephony logs",
            "CASE-1",
            Instant.parse("2024-04-12T00:00:00Z"),
            "Be vigilant.",
            "soc@example.org",
            List.of("phone", "carrier")),
        "duo",
        List.of("a", "b"),
        List.of("SMS"),
        Instant.parse("2024-03-01T00:00:00Z"),
        Instant.parse("2024-04-01T00:00:00Z"),
        "ACTIVE",
        null,
        null);
  }
}
