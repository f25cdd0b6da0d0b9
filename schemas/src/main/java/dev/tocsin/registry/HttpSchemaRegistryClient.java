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

/** Speaks the REST API; remembers nothing. */
final class HttpSchemaRegistryClient implements SchemaRegistryClient {

  /** More named types than this behind one schema are a mistake or an attack. */
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
    JsonNode answer = transport.exchange("GET", path, null);
    return new RegisteredSchema(
        subject,
        integer(answer, "version", path),
        integer(answer, "id", path),
        parse(answer, path));
  }

  @Override
  public CompatibilityLevel compatibility(String subject) {
    JsonNode answer;
    try {
      answer = transport.exchange("GET", configPath(subject), null);
    } catch (RegistryNotFoundException noneOfItsOwn) {
      answer = transport.exchange("GET", "/config", null);
    }
    String level = answer.path("compatibilityLevel").asText();
    try {
      return CompatibilityLevel.valueOf(level);
    } catch (IllegalArgumentException e) {
      throw new RegistryRejectedException(
          "The schema registry names an unknown compatibility level for " + subject + ".", e);
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

  private Schema parse(JsonNode answer, String path) {
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    return parse(answer, path, parser, new HashSet<>());
  }

  /** Parses a schema after the schemas that it refers to, so that their names resolve. */
  private Schema parse(JsonNode answer, String path, Schema.Parser parser, Set<String> seen) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnusableSchemaException("The schema of " + path + " is not Avro but " + type, null);
    }
    for (JsonNode reference : answer.path("references")) {
      String referred =
          subjectPath(reference.path("subject").asText())
              + "/versions/"
              + reference.path("version").asInt();
      if (seen.add(referred)) {
        if (seen.size() > MAX_REFERENCES) {
          throw new UnusableSchemaException(path + " refers to too many other schemas.", null);
        }
        parse(transport.exchange("GET", referred, null), referred, parser, seen);
      }
    }
    try {
      return parser.parse(answer.path("schema").asText());
    } catch (RuntimeException | StackOverflowError e) {
      // Avro's parser has no one exception for what it cannot read: an unknown name, for example,
      // is a NullPointerException. The schema is a stranger's, and so may be nested without end.
      throw new UnusableSchemaException("The schema of " + path + " is not valid Avro.", null);
    }
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static int integer(JsonNode answer, String field, String path) {
    JsonNode value = answer.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new NotARegistryException(
          "The answer to %s has no integer %s: what listens at %s is not a schema registry."
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
