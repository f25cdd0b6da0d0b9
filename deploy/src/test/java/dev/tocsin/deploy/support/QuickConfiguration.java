package dev.tocsin.deploy.support;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;
import java.util.List;

/** The prometheus.yml that is shipped, but quick, and for one target whose address is known. */
public final class QuickConfiguration {

  private static final String EVERY = "1s";

  private QuickConfiguration() {}

  /**
   * Its content.
   *
   * @param target host and port of what is scraped
   * @param rules files of rules, absolute, in the place of the shipped ones
   */
  public static String of(String target, List<Path> rules) {
    ObjectNode shipped =
        (ObjectNode) Yaml.read(Checkout.MONITORING.resolve("prometheus.yml")).deepCopy();
    ((ObjectNode) shipped.path("global"))
        .put("scrape_interval", EVERY)
        .put("evaluation_interval", EVERY);
    ArrayNode files = shipped.putArray("rule_files");
    rules.forEach(file -> files.add(file.toString()));
    ObjectNode job = (ObjectNode) shipped.at("/scrape_configs/0");
    job.remove("dns_sd_configs");
    job.putArray("static_configs").addObject().putArray("targets").add(target);
    return Yaml.print(shipped);
  }
}
