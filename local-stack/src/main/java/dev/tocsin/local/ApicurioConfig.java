package dev.tocsin.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of the Apicurio registry, as system properties of its process. */
final class ApicurioConfig {

  private ApicurioConfig() {}

  /**
   * Builds the configuration.
   *
   * @param port where to listen; 0 lets the registry choose
   * @param work the registry's own directory
   * @param keep whether the schemas go to a file in it rather than to memory
   */
  static Map<String, String> of(int port, Path work, boolean keep) {
    String temporary = work.resolve("tmp").toString();
    Map<String, String> config = new TreeMap<>();
    config.put("quarkus.http.host", Ports.HOST);
    config.put("quarkus.http.port", Integer.toString(port));
    // The management server cannot be switched off once the registry is built, only moved.
    config.put("quarkus.management.host", Ports.HOST);
    config.put("quarkus.management.port", "0");
    config.put("quarkus.http.access-log.enabled", "false");
    // The line that announces the port is one of these.
    config.put("quarkus.log.category.\"io.quarkus\".level", "INFO");
    config.put("apicurio.storage.kind", "sql");
    config.put("apicurio.storage.sql.kind", "h2");
    config.put("apicurio.datasource.url", database(work, keep));
    config.put("apicurio.datasource.jdbc.initial-size", "1");
    config.put("apicurio.datasource.jdbc.min-size", "1");
    config.put("apicurio.datasource.jdbc.max-size", "20");
    // A file that cannot be opened stays so; trying for minutes only hides the reason.
    config.put("apicurio.storage.connection.retry.enabled", "false");
    config.put("apicurio.import.work-dir", temporary);
    config.put("apicurio.storage.snapshot.location", temporary);
    config.put("java.io.tmpdir", temporary);
    return config;
  }

  private static String database(Path work, boolean keep) {
    // WRITE_DELAY=0: a schema id that a record carries is on disk before the record is.
    return keep
        ? "jdbc:h2:file:" + work.resolve("schemas") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        : "jdbc:h2:mem:schemas;DB_CLOSE_DELAY=-1";
  }
}
