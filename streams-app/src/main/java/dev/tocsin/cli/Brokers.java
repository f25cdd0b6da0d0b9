package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminClients;
import dev.tocsin.ops.admin.UnreachableCause;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;

/** Asks the brokers, and names them when they do not answer: the client's own words do not. */
public final class Brokers {

  private Brokers() {}

  /**
   * What they answer.
   *
   * @throws CliException with exit code 69 when they do not
   */
  public static <T> T ask(TocsinConfig config, Function<Admin, T> question) {
    try (Admin admin = AdminClients.open(config)) {
      return question.apply(admin);
    } catch (RetriableException e) {
      throw silent(config, " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /**
   * Says who does not answer.
   *
   * @param to what they were asked, in parentheses
   */
  public static CliException silent(TocsinConfig config, String to, Throwable cause) {
    UnreachableCause why = AdminClients.unreachableCause(config);
    return new CliException(
        ExitCodes.UNAVAILABLE,
        "Kafka at "
            + String.join(",", config.bootstrapServers())
            + " "
            + why.found()
            + to
            + "; "
            + why.remedy(),
        cause);
  }
}
