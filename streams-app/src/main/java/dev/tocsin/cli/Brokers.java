package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminClients;
import dev.tocsin.ops.admin.UnreachableCause;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;

/** Queries the brokers; an error names them, unlike those of the Kafka clients. */
public final class Brokers {

  private Brokers() {}

  /**
   * The answer of the brokers.
   *
   * @throws CliException with exit code 69 if they cannot be reached
   */
  public static <T> T ask(TocsinConfig config, Function<Admin, T> question) {
    try (Admin admin = AdminClients.open(config)) {
      return question.apply(admin);
    } catch (RetriableException e) {
      throw unreachable(config, " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /**
   * The brokers cannot be reached.
   *
   * @param request what was requested, in parentheses
   */
  public static CliException unreachable(TocsinConfig config, String request, Throwable cause) {
    UnreachableCause why = AdminClients.unreachableCause(config);
    return new CliException(
        ExitCodes.UNAVAILABLE,
        "Kafka at "
            + String.join(",", config.bootstrapServers())
            + " "
            + why.found()
            + request
            + "; "
            + why.remedy(),
        cause);
  }
}
