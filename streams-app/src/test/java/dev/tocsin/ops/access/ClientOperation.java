package dev.tocsin.ops.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * An operation of a client on a broker that requires one right on one resource. Each is executed on
 * the broker, in a way that changes nothing.
 */
enum ClientOperation {
  CONSUME(ResourceType.TOPIC, AclOperation.READ, ClientOperation::consume),
  PRODUCE(
      ResourceType.TOPIC,
      AclOperation.WRITE,
      (client, topic) ->
          client.producer().send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get()),
  CREATE(ResourceType.TOPIC, AclOperation.CREATE, ask(ClientOperation::create)),
  DELETE(
      ResourceType.TOPIC,
      AclOperation.DELETE,
      ask(
          (admin, topic) ->
              admin
                  .deleteRecords(
                      Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
                  .all())),
  DESCRIBE(
      ResourceType.TOPIC,
      AclOperation.DESCRIBE,
      ask((admin, topic) -> admin.describeTopics(List.of(topic)).allTopicNames())),
  DESCRIBE_CONFIGS(
      ResourceType.TOPIC,
      AclOperation.DESCRIBE_CONFIGS,
      ask((admin, topic) -> admin.describeConfigs(List.of(config(topic))).all())),
  ALTER_CONFIGS(ResourceType.TOPIC, AclOperation.ALTER_CONFIGS, ask(ClientOperation::alterConfig)),
  /** Leaves a group of which it is not a member. */
  JOIN(
      ResourceType.GROUP,
      AclOperation.READ,
      ask(
          (admin, group) ->
              admin
                  .removeMembersFromConsumerGroup(
                      group,
                      new RemoveMembersFromConsumerGroupOptions(
                          List.of(new MemberToRemove("none"))))
                  .all())),
  DESCRIBE_GROUP(
      ResourceType.GROUP,
      AclOperation.DESCRIBE,
      ask((admin, group) -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())),
  /** Opens a transactional id without writing. */
  TRANSACT(
      ResourceType.TRANSACTIONAL_ID,
      AclOperation.WRITE,
      ask((admin, id) -> admin.fenceProducers(List.of(id)).all())),
  DESCRIBE_ACLS(
      ResourceType.CLUSTER,
      AclOperation.DESCRIBE,
      ask((admin, cluster) -> admin.describeAcls(AclBindingFilter.ANY).values())),
  /** Deletes a rule that does not exist. */
  ALTER_ACLS(
      ResourceType.CLUSTER,
      AclOperation.ALTER,
      ask((admin, cluster) -> admin.deleteAcls(List.of(noRule())).all())),
  CREATE_ANY_TOPIC(
      ResourceType.CLUSTER,
      AclOperation.CREATE,
      ask((admin, cluster) -> create(admin, "of-no-role")));

  private static final Duration SOON = Duration.ofSeconds(20);

  /** The operation of a client on the resource with a name. */
  private interface Execution {
    void run(Client client, String name) throws Exception;
  }

  /** A request to a broker about the resource of this name. */
  private interface Request {
    KafkaFuture<?> send(Admin admin, String name);
  }

  private final ResourceType type;
  private final AclOperation operation;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final Execution execution;

  ClientOperation(ResourceType type, AclOperation operation, Execution execution) {
    this.type = type;
    this.operation = operation;
    this.execution = execution;
  }

  /** The clients of one principal. */
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

  /** Whether the broker allowed it; an error about the resource itself means yes. */
  boolean isAllowed(Client client, String name) {
    try {
      execution.run(client, name);
      return true;
    } catch (Exception e) {
      Throwable answer = cause(e);
      if (answer instanceof AuthorizationException) {
        return false;
      }
      if (isAboutTheResource(answer)) {
        return true;
      }
      throw new AssertionError(this + " " + name + ": unexpected failure", e);
    }
  }

  private static boolean isAboutTheResource(Throwable answer) {
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

  private static Execution ask(Request request) {
    return (client, name) -> request.send(client.admin(), name).get();
  }

  private static void consume(Client client, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    client.consumer().assign(List.of(partition));
    client.consumer().seekToBeginning(List.of(partition));
    long end = System.nanoTime() + SOON.toNanos();
    while (client.consumer().poll(Duration.ofMillis(100)).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no record in " + topic + ", expected one");
      }
    }
  }

  private static KafkaFuture<?> create(Admin admin, String topic) {
    return admin
        .createTopics(
            List.of(new NewTopic(topic, 1, (short) 1)),
            new CreateTopicsOptions().validateOnly(true))
        .all();
  }

  private static KafkaFuture<?> alterConfig(Admin admin, String topic) {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
    return admin
        .incrementalAlterConfigs(
            Map.of(config(topic), List.of(change)), new AlterConfigsOptions().validateOnly(true))
        .all();
  }

  private static AclBindingFilter noRule() {
    return new AclBindingFilter(
        new ResourcePatternFilter(ResourceType.TOPIC, "of-no-role", PatternType.LITERAL),
        AccessControlEntryFilter.ANY);
  }

  private static ConfigResource config(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
