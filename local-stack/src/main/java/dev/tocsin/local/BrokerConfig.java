package dev.tocsin.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The configuration of a single KRaft node that is its own controller. */
final class BrokerConfig {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** The listener for clients; securing it leaves the other two alone. */
  static final String CLIENT_LISTENER = "CLIENT";

  /** What addresses, identity and directories hang on, so that callers may not set it. */
  static final Set<String> OWN =
      Set.of(
          "advertised.listeners",
          "controller.listener.names",
          "controller.quorum.voters",
          "inter.broker.listener.name",
          "listener.security.protocol.map",
          "listeners",
          "log.dir",
          "log.dirs",
          "metadata.log.dir",
          "node.id",
          "process.roles");

  static final String INTERNAL_LISTENER = "INTERNAL";

  /** Room for a control record with all windows of an incident, or a block of history. */
  private static final int MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

  /**
   * Enough for the compacted topics of a demo; the default of 128 MiB a node is allocated at once.
   */
  private static final int CLEANER_DEDUPE_BYTES = 2 * 1024 * 1024;

  private BrokerConfig() {}

  /**
   * Builds the configuration; what the settings add wins.
   *
   * @param clientPort where clients connect
   * @param controllerPort where the controller listens
   * @param logDir where the broker keeps everything
   */
  static Map<String, String> of(
      LocalStackSettings settings, int clientPort, int controllerPort, Path logDir) {
    String partitions = Integer.toString(settings.internalTopicPartitions());
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("controller.quorum.voters", NODE_ID + "@" + address(controllerPort));
    config.put("controller.listener.names", CONTROLLER_LISTENER);
    config.put("inter.broker.listener.name", INTERNAL_LISTENER);
    config.put(
        "listeners",
        String.join(
            ",",
            listener(CLIENT_LISTENER, clientPort),
            listener(INTERNAL_LISTENER, 0),
            listener(CONTROLLER_LISTENER, controllerPort)));
    if (settings.advertisedPort() != 0) {
      config.put(
          "advertised.listeners",
          String.join(
              ",",
              listener(CLIENT_LISTENER, settings.advertisedPort()),
              listener(INTERNAL_LISTENER, 0)));
    }
    config.put(
        "listener.security.protocol.map",
        String.join(
            ",",
            CLIENT_LISTENER + ":" + clientProtocol(settings),
            INTERNAL_LISTENER + ":PLAINTEXT",
            CONTROLLER_LISTENER + ":PLAINTEXT"));
    config.put("log.dirs", logDir.toString());
    config.put("auto.create.topics.enable", "false");
    config.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    config.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));

    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      config.put(topic + ".num.partitions", partitions);
      config.put(topic + ".replication.factor", "1");
    }
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.num.partitions", partitions);
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");

    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_DEDUPE_BYTES));
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.putAll(settings.brokerProperties());
    return config;
  }

  private static String clientProtocol(LocalStackSettings settings) {
    return settings.clientProperties().getOrDefault("security.protocol", "PLAINTEXT");
  }

  static String address(int port) {
    return Ports.HOST + ":" + port;
  }

  private static String listener(String name, int port) {
    return name + "://" + address(port);
  }
}
