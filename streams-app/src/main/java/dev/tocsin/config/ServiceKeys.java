package dev.tocsin.config;

import java.time.Duration;

/** How the running service is watched and stopped. */
public final class ServiceKeys {

  public static final String HTTP_HOST = "http.host";
  public static final String HTTP_PORT = "http.port";
  public static final String LIVENESS_STALL_TIMEOUT = "liveness.stall.timeout";
  public static final String SHUTDOWN_TIMEOUT = "shutdown.timeout";

  private ServiceKeys() {}

  static void define(Keys.Group group) {
    group
        .text(
            HTTP_HOST,
            "127.0.0.1",
            Check.text("a host name or address", s -> s.matches("\\S+")),
            """
            Address that health and metrics are served on. In a container `0.0.0.0`; neither asks \
            who is reading.""")
        .count(
            HTTP_PORT,
            8080,
            Check.between(0, 65_535),
            "Port that health and metrics are served on; 0 takes a free one.")
        .time(
            LIVENESS_STALL_TIMEOUT,
            "2m",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            """
            The service reports itself dead when it has had work for this long and neither \
            committed nor restored anything. Keep it longer than the group needs to notice a lost \
            member, or a restart leads to the next one.""")
        .time(
            SHUTDOWN_TIMEOUT,
            "30s",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            """
            How long a stop waits for the last commit. Give the process at least 5 seconds more \
            before it is killed.""");
  }
}
