package dev.tocsin.deploy.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Path;

/** Configuration and rules as trees. Manifests are read more strictly. */
public final class Yaml {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  public static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Checkout.read(file));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " is not YAML", e);
    }
  }

  public static String print(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
