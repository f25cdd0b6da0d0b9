package dev.tocsin.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A user of a stack, who has nothing but its two addresses. */
final class Client {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final Map<String, Object> config = new HashMap<>();
  private final String registryUrl;

  Client(LocalStack stack) {
    this(stack.clientProperties(), stack.registryUrl());
  }

  Client(Map<String, String> properties, String registryUrl) {
    config.putAll(properties);
    this.registryUrl = registryUrl;
  }

  void createTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(config)) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  void send(String topic, String key, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
    }
  }

  /** The first records of the topic's only partition, each as key=value; as many as asked for. */
  List<String> read(String topic, int count) {
    List<String> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (records.size() < count && System.nanoTime() < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> records.add(record.key() + "=" + record.value()));
      }
    }
    return records;
  }

  int register(String subject, String schema) throws IOException, InterruptedException {
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    String answer =
        call(
            HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    Matcher matcher = ID.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("no id in " + answer);
    }
    return Integer.parseInt(matcher.group(1));
  }

  String schema(int id) throws IOException, InterruptedException {
    return call(HttpRequest.newBuilder(URI.create(registryUrl + "/schemas/ids/" + id)));
  }

  private static String call(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + ": " + response.body());
      }
      return response.body();
    }
  }
}
