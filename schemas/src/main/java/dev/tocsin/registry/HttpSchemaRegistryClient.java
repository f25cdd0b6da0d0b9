package dev.tocsin.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** A client of the REST API, without a cache. */
final class HttpSchemaRegistryClient implements SchemaRegistryClient {

  /** Maximum number of schemas that one schema refers to; more are a mistake or an attack. */
  private static final int MAX_REFERENCES = 100;

  private final HttpTransport transport;

  HttpSchemaRegistryClient(RegistryConfig config) {
    this.transport = new HttpTransport(config);
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    String path = subjectPath(subject) + "/versions" + query(normalize);
    return integer(transport.exchange("POST", path, body(schema)), "id", path);
  }

  @Override
  public int lookUp(String subject, Schema schema, boolean normalize) {
    String path = subjectPath(subject) + query(normalize);
    return integer(transport.exchange("POST", path, body(schema)), "id", path);
  }

  @Override
  public Schema schemaById(int id) {
    String path = "/schemas/ids/" + id;
    return parse(transport.exchange("GET", path, null), path);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return version(subject, "latest");
  }

  @Override
  public List<RegisteredSchema> versions(String subject) {
    JsonNode numbers;
    try {
      numbers = transport.exchange("GET", subjectPath(subject) + "/versions", null);
    } catch (RegistryNotFoundException noSubject) {
      return List.of();
    }
    List<RegisteredSchema> versions = new ArrayList<>();
    for (JsonNode number : numbers) {
      versions.add(version(subject, number.asText()));
    }
    return List.copyOf(versions);
  }

  private RegisteredSchema version(String subject, String version) {
    String path = subjectPath(subject) + "/versions/" + version;
    JsonNode response = transport.exchange("GET", path, null);
    return new RegisteredSchema(
        subject,
        integer(response, "version", path),
        integer(response, "id", path),
        parse(response, path));
  }

  @Override
  public CompatibilityLevel compatibility(String subject) {
    JsonNode response;
    try {
      response = transport.exchange("GET", configPath(subject), null);
    } catch (RegistryNotFoundException noLevelOfSubject) {
      response = transport.exchange("GET", "/config", null);
    }
    String level = response.path("compatibilityLevel").asText();
    try {
      return CompatibilityLevel.valueOf(level);
    } catch (IllegalArgumentException e) {
      throw new RegistryRejectedException(
          "The schema registry returned an unknown compatibility level for subject "
              + subject
              + ".",
          e);
    }
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    transport.exchange("PUT", configPath(subject), body);
  }

  @Override
  public List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    transport.exchange("GET", "/subjects", null).forEach(node -> subjects.add(node.asText()));
    return List.copyOf(subjects);
  }

  @Override
  public void close() {
    transport.close();
  }

  private Schema parse(JsonNode response, String path) {
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    return parse(response, path, parser, new HashSet<>());
  }

  /** Parses a schema after the schemas that it refers to, so that their names resolve. */
  private Schema parse(JsonNode response, String path, Schema.Parser parser, Set<String> seen) {
    String type = response.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnusableSchemaException(
          "The schema of " + path + " has type " + type + ", not AVRO.", null);
    }
    for (JsonNode reference : response.path("references")) {
      String referred =
          subjectPath(reference.path("subject").asText())
              + "/versions/"
              + reference.path("version").asInt();
      if (seen.add(referred)) {
        if (seen.size() > MAX_REFERENCES) {
          throw new UnusableSchemaException(
              "The schema of " + path + " refers to more than " + MAX_REFERENCES + " schemas.",
              null);
        }
        parse(transport.exchange("GET", referred, null), referred, parser, seen);
      }
    }
    try {
      return parser.parse(response.path("schema").asText());
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser throws various exceptions for invalid schemas: a NullPointerException for an
      // unknown name, for example. An untrusted schema may be nested too deeply.
      throw new UnusableSchemaException("The schema of " + path + " is not valid Avro.", null);
    }
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static int integer(JsonNode response, String field, String path) {
    JsonNode value = response.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new NotARegistryException(
          "The response to %s has no integer %s: the server at %s is not a schema registry."
              .formatted(path, field, RegistryKeys.URL),
          null);
    }
    return value.asInt();
  }

  private static String subjectPath(String subject) {
    return "/subjects/" + encode(subject);
  }

  private static String configPath(String subject) {
    return "/config/" + encode(subject);
  }

  private static String query(boolean normalize) {
    return normalize ? "?normalize=true" : "";
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
