package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminClients;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;

/** Asks the brokers, and names them when they do not answer: the client's own words do not. */
final class Brokers {

  private Brokers() {}

  /**
   * What they answer.
   *
   * @throws CliException with exit code 69 when they do not
   */
  static <T> T ask(TocsinConfig config, Function<Admin, T> question) {
    try (Admin admin = AdminClients.open(config)) {
      return question.apply(admin);
    } catch (RetriableException e) {
      throw new CliException(
          ExitCodes.UNAVAILABLE,
          "Kafka at "
              + String.join(",", config.bootstrapServers())
              + " does not answer ("
              + e.getClass().getSimpleName()
              + "); check bootstrap.servers and that the brokers run",
          e);
    }
  }
}
