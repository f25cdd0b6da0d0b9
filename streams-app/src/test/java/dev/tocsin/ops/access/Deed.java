package dev.tocsin.ops.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a client does to a broker for which it needs one right on one resource. Each is
 * done for real; what would change something is done so that nothing changes.
 */
enum Deed {
  CONSUME(ResourceType.TOPIC, AclOperation.READ) {
    @Override
    void run(Client client, String topic) {
      TopicPartition partition = new TopicPartition(topic, 0);
      client.consumer().assign(List.of(partition));
      client.consumer().seekToBeginning(List.of(partition));
      long end = System.nanoTime() + SOON.toNanos();
      while (client.consumer().poll(Duration.ofMillis(100)).isEmpty()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("no record in " + topic + ", where one was put");
        }
      }
    }
  },
  PRODUCE(ResourceType.TOPIC, AclOperation.WRITE) {
    @Override
    void run(Client client, String topic) throws Exception {
      client.producer().send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get();
    }
  },
  CREATE(ResourceType.TOPIC, AclOperation.CREATE) {
    @Override
    void run(Client client, String topic) throws Exception {
      get(
          client
              .admin()
              .createTopics(
                  List.of(new NewTopic(topic, 1, (short) 1)),
                  new CreateTopicsOptions().validateOnly(true))
              .all());
    }
  },
  DELETE(ResourceType.TOPIC, AclOperation.DELETE) {
    @Override
    void run(Client client, String topic) throws Exception {
      get(
          client
              .admin()
              .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
              .all());
    }
  },
  DESCRIBE(ResourceType.TOPIC, AclOperation.DESCRIBE) {
    @Override
    void run(Client client, String topic) throws Exception {
      get(client.admin().describeTopics(List.of(topic)).allTopicNames());
    }
  },
  DESCRIBE_CONFIGS(ResourceType.TOPIC, AclOperation.DESCRIBE_CONFIGS) {
    @Override
    void run(Client client, String topic) throws Exception {
      get(client.admin().describeConfigs(List.of(config(topic))).all());
    }
  },
  ALTER_CONFIGS(ResourceType.TOPIC, AclOperation.ALTER_CONFIGS) {
    @Override
    void run(Client client, String topic) throws Exception {
      get(
          client
              .admin()
              .incrementalAlterConfigs(
                  Map.of(
                      config(topic),
                      List.of(
                          new AlterConfigOp(
                              new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))),
                  new AlterConfigsOptions().validateOnly(true))
              .all());
    }
  },
  /** Leaves a group that it is no member of. */
  JOIN(ResourceType.GROUP, AclOperation.READ) {
    @Override
    void run(Client client, String group) throws Exception {
      get(
          client
              .admin()
              .removeMembersFromConsumerGroup(
                  group,
                  new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("none"))))
              .all());
    }
  },
  DESCRIBE_GROUP(ResourceType.GROUP, AclOperation.DESCRIBE) {
    @Override
    void run(Client client, String group) throws Exception {
      get(client.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }
  },
  /** Opens a transactional id and writes nothing with it. */
  TRANSACT(ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE) {
    @Override
    void run(Client client, String id) throws Exception {
      get(client.admin().fenceProducers(List.of(id)).all());
    }
  },
  SEE_RULES(ResourceType.CLUSTER, AclOperation.DESCRIBE) {
    @Override
    void run(Client client, String cluster) throws Exception {
      get(client.admin().describeAcls(AclBindingFilter.ANY).values());
    }
  },
  /** Takes a rule away that there is none of. */
  CHANGE_RULES(ResourceType.CLUSTER, AclOperation.ALTER) {
    @Override
    void run(Client client, String cluster) throws Exception {
      get(client.admin().deleteAcls(List.of(NO_RULE)).all());
    }
  },
  CREATE_ANY_TOPIC(ResourceType.CLUSTER, AclOperation.CREATE) {
    @Override
    void run(Client client, String cluster) throws Exception {
      get(
          client
              .admin()
              .createTopics(
                  List.of(new NewTopic("of-nobody", 1, (short) 1)),
                  new CreateTopicsOptions().validateOnly(true))
              .all());
    }
  };

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final AclBindingFilter NO_RULE =
      new AclBindingFilter(
          new ResourcePatternFilter(ResourceType.TOPIC, "of-nobody", PatternType.LITERAL),
          AccessControlEntryFilter.ANY);

  private final ResourceType type;
  private final AclOperation operation;

  Deed(ResourceType type, AclOperation operation) {
    this.type = type;
    this.operation = operation;
  }

  /** Who does it. */
  record Client(Admin admin, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer)
      implements AutoCloseable {
    @Override
    public void close() {
      producer.close(Duration.ofSeconds(5));
      consumer.close();
      admin.close(Duration.ofSeconds(5));
    }
  }

  ResourceType type() {
    return type;
  }

  AclOperation operation() {
    return operation;
  }

  abstract void run(Client client, String name) throws Exception;

  /** Whether the broker let a client do it; any answer about the thing itself is a yes. */
  boolean isAllowed(Client client, String name) {
    try {
      run(client, name);
      return true;
    } catch (Exception e) {
      Throwable answer = cause(e);
      if (answer instanceof AuthorizationException) {
        return false;
      }
      if (isAboutTheThing(answer)) {
        return true;
      }
      throw new AssertionError(this + " " + name + ": no answer to the question", e);
    }
  }

  private static boolean isAboutTheThing(Throwable answer) {
    return answer instanceof ApiException && !(answer instanceof RetriableException);
  }

  /** The removal of a member hides its answer behind an exception of its own. */
  private static Throwable cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static ConfigResource config(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> Optional<T> get(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException {
    return Optional.ofNullable(answer.get());
  }
}
