package dev.tocsin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.registry.RegistryServer.Received;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryClientTest {

  private static final String RECORD =
      "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";
  private static final Schema SCHEMA = new Schema.Parser().parse(RECORD);
  private static final String BY_ID = "{'schema':'" + RECORD.replace("\"", "\\\"") + "'}";

  private final RegistryServer server = RegistryServer.plain();

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistryClient client(String... more) {
    return clientAt(server.url(), more);
  }

  private static SchemaRegistryClient clientAt(String url, String... more) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", url);
    configs.put("retries.wait.ms", "1");
    configs.put("retries.max.wait.ms", "5");
    for (int i = 0; i < more.length; i += 2) {
      configs.put(more[i], more[i + 1]);
    }
    return SchemaRegistryClient.open(RegistryConfig.from(configs));
  }

  @Test
  void shouldRegisterSchema() {
    // Given
    server.reply(200, "{'id':17}");
    try (SchemaRegistryClient client = client()) {

      // When
      int id = client.register("a topic/1-value", SCHEMA, true);

      // Then
      assertThat(id).isEqualTo(17);
      Received request = server.received().getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.uri()).isEqualTo("/subjects/a%20topic%2F1-value/versions?normalize=true");
      assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
      assertThat(request.body()).isEqualTo("{\"schema\":\"" + RECORD.replace("\"", "\\\"") + "\"}");
    }
  }

  @Test
  void shouldReadEveryVersionOfSubject() {
    // Given
    String version = "{'version':%d,'id':%d," + BY_ID.substring(1);
    server
        .reply(200, "[1,3]")
        .reply(200, version.formatted(1, 4))
        .reply(200, version.formatted(3, 9))
        .reply(404, "{'error_code':40401,'message':'no subject'}");
    try (SchemaRegistryClient client = client()) {

      // When
      List<RegisteredSchema> versions = client.versions("s");
      List<RegisteredSchema> none = client.versions("t");

      // Then
      assertThat(versions)
          .containsExactly(
              new RegisteredSchema("s", 1, 4, SCHEMA), new RegisteredSchema("s", 3, 9, SCHEMA));
      assertThat(none).isEmpty();
      assertThat(server.received().stream().map(Received::uri))
          .containsExactly(
              "/subjects/s/versions",
              "/subjects/s/versions/1",
              "/subjects/s/versions/3",
              "/subjects/t/versions");
    }
  }

  @Test
  void shouldKeepPathOfUrl() {
    // Given
    server.reply(200, BY_ID);
    try (SchemaRegistryClient client = clientAt(server.url() + "/apis/ccompat/v7/")) {

      // When
      Schema schema = client.schemaById(3);

      // Then
      assertThat(schema).isEqualTo(SCHEMA);
      assertThat(server.received().getFirst().uri()).isEqualTo("/apis/ccompat/v7/schemas/ids/3");
    }
  }

  @Test
  void shouldLookUpSchemaWithoutRegistering() {
    // Given
    server.reply(404, "{'error_code':40403,'message':'Schema not found'}").reply(200, "{'id':5}");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.lookUp("s", SCHEMA, false))
          .isInstanceOfSatisfying(
              RegistryNotFoundException.class, e -> assertThat(e.errorCode()).isEqualTo(40403));
      assertThat(client.lookUp("s", SCHEMA, false)).isEqualTo(5);
      assertThat(server.received()).extracting(Received::uri).containsOnly("/subjects/s");
    }
  }

  @Test
  void shouldReadLatestVersion() {
    // Given
    server.reply(200, BY_ID.replace("{'schema'", "{'subject':'s','version':4,'id':9,'schema'"));
    try (SchemaRegistryClient client = client()) {

      // When
      RegisteredSchema latest = client.latest("s");

      // Then
      assertThat(latest).isEqualTo(new RegisteredSchema("s", 4, 9, SCHEMA));
      assertThat(server.received().getFirst().uri()).isEqualTo("/subjects/s/versions/latest");
    }
  }

  @Test
  void shouldReadAndSetCompatibilityLevel() {
    // Given
    server
        .reply(404, "{'error_code':40408,'message':'no level of its own'}")
        .reply(200, "{'compatibilityLevel':'BACKWARD'}")
        .reply(200, "{'compatibility':'FULL_TRANSITIVE'}")
        .reply(200, "{'compatibilityLevel':'FULL_TRANSITIVE'}");
    try (SchemaRegistryClient client = client()) {

      // When
      CompatibilityLevel inherited = client.compatibility("s");
      client.setCompatibility("s", CompatibilityLevel.FULL_TRANSITIVE);
      CompatibilityLevel own = client.compatibility("s");

      // Then
      assertThat(inherited).isEqualTo(CompatibilityLevel.BACKWARD);
      assertThat(own).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
      assertThat(server.received())
          .extracting(r -> r.method() + " " + r.uri())
          .containsExactly("GET /config/s", "GET /config", "PUT /config/s", "GET /config/s");
      assertThat(server.received().get(2).body())
          .isEqualTo("{\"compatibility\":\"FULL_TRANSITIVE\"}");
    }
  }

  @Test
  void shouldListSubjects() {
    // Given
    server.reply(200, "['a','b']");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThat(client.subjects()).containsExactly("a", "b");
    }
  }

  @Test
  void shouldResolveReferencedSchemas() {
    // Given
    server
        .reply(
            200,
            "{'schema':'{\\'type\\':\\'record\\',\\'name\\':\\'B\\',\\'fields\\':[{\\'name\\':\\'a\\',\\'type\\':\\'A\\'}]}',"
                + "'references':[{'name':'A','subject':'A','version':2}]}")
        .reply(200, BY_ID);
    try (SchemaRegistryClient client = client()) {

      // When
      Schema schema = client.schemaById(1);

      // Then
      assertThat(schema.getField("a").schema()).isEqualTo(SCHEMA);
      assertThat(server.received().getLast().uri()).isEqualTo("/subjects/A/versions/2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 408, 429, 500, 502, 503, 504})
  void shouldRetryUnavailableRegistry(int status) {
    // Given
    server.reply(status, "").reply(status, "").reply(200, BY_ID);
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThat(client.schemaById(1)).isEqualTo(SCHEMA);
      assertThat(server.received()).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 404, 405, 501})
  void shouldReportAnotherServerAtOnce(int status) {
    // Given
    server.reply(status, "<html>no such method here</html>");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.lookUp("s", SCHEMA, false))
          .isInstanceOf(NotARegistryException.class)
          .hasMessageContaining(server.url())
          .hasMessageContaining("schema.registry.url");
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void shouldReportUnknownHost() {
    // Given
    try (SchemaRegistryClient client = clientAt("http://nowhere.invalid:8081")) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("unknown host in http://nowhere.invalid:8081");
    }
  }

  @Test
  void shouldGiveUpAfterConfiguredRetries() {
    // Given
    server.reply(503, "{'error_code':50301,'message':'no leader'}");
    try (SchemaRegistryClient client = client("max.retries", "2")) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("503")
          .hasMessageContaining("schema.registry.url");
      assertThat(server.received()).hasSize(3);
    }
  }

  @Test
  void shouldFailAtOnceDuringAnOutage() {
    // Given
    server.reply(503, "");
    try (SchemaRegistryClient client =
        client("max.retries", "1", "retries.max.wait.ms", "600000")) {
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);

      // When
      for (int id = 0; id < 100; id++) {
        int unknown = id;
        assertThatThrownBy(() -> client.schemaById(unknown))
            .isInstanceOf(RegistryUnavailableException.class)
            .hasMessageContaining("schema.registry.url");
      }

      // Then
      assertThat(server.received()).hasSize(2);
    }
  }

  @Test
  void shouldNotTreatInterruptAsOutage() {
    // Given
    server.reply(200, BY_ID);
    try (SchemaRegistryClient client = client()) {

      // When
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("Interrupted");
      assertThat(Thread.interrupted()).isTrue();

      // Then
      assertThat(client.schemaById(1)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void shouldGiveUpAfterTimeouts() throws Exception {
    // Given: a port that accepts connections and never responds
    try (ServerSocket silent = new ServerSocket(0);
        SchemaRegistryClient client =
            clientAt(
                "http://localhost:" + silent.getLocalPort(),
                "http.read.timeout.ms",
                "50",
                "max.retries",
                "1000")) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("Timeout")
          .hasMessageContaining("after 2 attempt(s)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void shouldNotRetryRejectedRequest(int status) {
    // Given
    server.reply(status, "{'error_code':%d,'message':'no'}".formatted(status));
    try (SchemaRegistryClient client =
        client("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:hush")) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining(String.valueOf(status))
          .hasMessageContaining("basic.auth.user.info")
          .hasMessageNotContaining("hush");
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void shouldNotTreatForeign404AsUnknownSchema() {
    // Given: the response of a proxy or of a wrong path
    server.reply(404, "<html>Not Found</html>");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("schema.registry.url");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>log in</html>", "", "{}", "{'id':'x'}", "{'id':4294967296}"})
  void shouldNotTreatForeign200AsRegistry(String body) {
    // Given
    server.reply(200, body);
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.register("s", SCHEMA, false))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("not a schema registry");
    }
  }

  @Test
  void shouldNotFollowRedirectsWithCredentials() {
    // Given
    server.reply(302, "");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(client::subjects).isInstanceOf(RegistryRejectedException.class);
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void shouldReportWhySchemaWasRefused() {
    // Given
    server.reply(409, "{'error_code':409,'message':'reader field more is missing'}");
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.register("s", SCHEMA, false))
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("reader field more is missing");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'schemaType':'PROTOBUF','schema':'syntax'}",
        "{'schema':'{broken'}",
        "{'schema':'\\'NoSuchType\\''}"
      })
  void shouldReportUnusableSchema(String body) {
    // Given
    server.reply(200, body);
    try (SchemaRegistryClient client = client()) {

      // When Then
      assertThatThrownBy(() -> client.schemaById(1)).isInstanceOf(UnusableSchemaException.class);
      assertThatThrownBy(() -> client.schemaById(1)).isInstanceOf(UnusableSchemaException.class);
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void shouldSendBasicCredentials() {
    // Given
    server.reply(200, "[]");
    String expected = "Basic " + base64("me:p:w");
    try (SchemaRegistryClient userInfo =
            client("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:p:w");
        SchemaRegistryClient prefixed =
            client(
                "schema.registry.basic.auth.credentials.source",
                "USER_INFO",
                "schema.registry.basic.auth.user.info",
                "me:p:w");
        SchemaRegistryClient url = clientAt("http://me:p:w@" + server.authority());
        SchemaRegistryClient bearer =
            client("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0k")) {

      // When
      List.of(userInfo, prefixed, url, bearer).forEach(SchemaRegistryClient::subjects);

      // Then
      assertThat(server.received())
          .extracting(Received::authorization)
          .containsExactly(expected, expected, expected, "Bearer t0k");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldSwitchToAnotherUrlAndKeepIt() throws Exception {
    // Given
    server.reply(200, BY_ID);
    String dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = "http://localhost:" + socket.getLocalPort();
    }
    try (SchemaRegistryClient client = clientAt(dead + ", " + server.url(), "max.retries", "0")) {

      // When
      Schema first = client.schemaById(1);
      Schema second = client.schemaById(2);

      // Then
      assertThat(first).isEqualTo(SCHEMA);
      assertThat(second).isEqualTo(SCHEMA);
    }
  }

  @Test
  void shouldCacheSchemasAndIds() {
    // Given
    server.reply(200, BY_ID).reply(200, "{'id':1}");
    try (SchemaRegistryClient one = client();
        SchemaRegistryClient another = client()) {

      // When
      for (int i = 0; i < 1_000; i++) {
        one.schemaById(1);
        another.schemaById(1);
      }
      for (int i = 0; i < 1_000; i++) {
        one.register("s", SCHEMA, false);
      }

      // Then: equal configurations share one client
      assertThat(server.received()).hasSize(2);
    }
  }

  @Test
  void shouldCacheUnknownIdForLimitedTime() {
    // Given
    server.reply(404, "{'error_code':40403,'message':'Schema not found'}").reply(200, BY_ID);
    long[] now = {0};
    RegistryConfig config = RegistryConfig.from(Map.of("schema.registry.url", server.url()));
    try (SchemaRegistryClient client =
        new CachingSchemaRegistryClient(
            new HttpSchemaRegistryClient(config), Duration.ofSeconds(30), () -> now[0])) {

      // When
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> client.schemaById(7))
            .isInstanceOf(RegistryNotFoundException.class);
      }
      int whileFresh = server.received().size();
      now[0] = Duration.ofSeconds(30).toNanos();
      Schema late = client.schemaById(7);

      // Then
      assertThat(whileFresh).isEqualTo(1);
      assertThat(late).isEqualTo(SCHEMA);
    }
  }

  @Test
  void shouldNotCacheOutage() {
    // Given
    server.reply(503, "").reply(200, BY_ID);
    try (SchemaRegistryClient client = client("max.retries", "0", "retries.max.wait.ms", "0")) {

      // When
      assertThatThrownBy(() -> client.schemaById(7))
          .isInstanceOf(RegistryUnavailableException.class);

      // Then
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(client.schemaById(7)).isEqualTo(SCHEMA));
    }
  }

  @Test
  void shouldRequestIdOnceForSeveralThreads() throws Exception {
    // Given
    server.reply(200, BY_ID);
    try (SchemaRegistryClient client = client();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {

      // When
      List<Future<Schema>> schemas =
          threads.invokeAll(Collections.nCopies(8, () -> client.schemaById(7)));

      // Then
      for (Future<Schema> schema : schemas) {
        assertThat(schema.get()).isEqualTo(SCHEMA);
      }
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void shouldStayUsableWhenAnotherClientCloses() {
    // Given
    server.reply(200, "['a']");
    SchemaRegistryClient one = client();
    try (SchemaRegistryClient another = client()) {

      // When
      one.close();
      one.close();

      // Then
      assertThat(another.subjects()).containsExactly("a");
    }
  }

  @Test
  void shouldPreserveInterrupt() {
    // Given
    server.reply(200, "[]");
    try (SchemaRegistryClient client = client()) {
      Thread.currentThread().interrupt();

      // When Then
      assertThatThrownBy(client::subjects).isInstanceOf(RegistryUnavailableException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
