package dev.tocsin.deploy.containers;

import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka and the schema registry from the images that production has, on a network of their own. */
final class ContainerCluster implements AutoCloseable {

  private static final String KAFKA = "kafka:19092";
  private static final String REGISTRY = "registry";
  private static final int REGISTRY_PORT = 8080;
  private static final String API = "/apis/ccompat/v7";
  private static final String LARGEST_RECORD = Integer.toString(10 * 1024 * 1024);

  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka;
  private final GenericContainer<?> registry;

  private ContainerCluster() {
    kafka =
        new KafkaContainer(DockerImageName.parse(ComposeFile.image("KAFKA_IMAGE")))
            .withNetwork(network)
            .withListener(KAFKA)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", LARGEST_RECORD)
            .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", LARGEST_RECORD)
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "5")
            .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "5");
    registry =
        new GenericContainer<>(DockerImageName.parse(ComposeFile.image("REGISTRY_IMAGE")))
            .withNetwork(network)
            .withNetworkAliases(REGISTRY)
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(
                Wait.forHttp(API + "/subjects")
                    .forPort(REGISTRY_PORT)
                    .withStartupTimeout(Duration.ofMinutes(3)));
  }

  /** Starts both and returns when they answer. */
  static ContainerCluster start() {
    ContainerCluster cluster = new ContainerCluster();
    try {
      cluster.kafka.start();
      cluster.registry.start();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  Network network() {
    return network;
  }

  /** The broker, as this process reaches it. */
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  /** The registry, as this process reaches it. */
  String registryUrl() {
    return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + API;
  }

  /** The broker, as containers on the network reach it. */
  String innerBootstrapServers() {
    return KAFKA;
  }

  /** The registry, as containers on the network reach it. */
  String innerRegistryUrl() {
    return "http://" + REGISTRY + ":" + REGISTRY_PORT + API;
  }

  @Override
  public void close() {
    registry.stop();
    kafka.stop();
    network.close();
  }
}
