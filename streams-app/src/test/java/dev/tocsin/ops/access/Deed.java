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
 * Something that a client does to a broker for which it needs one right on one resource. Each is
 * done for real; what would change something is done so that nothing changes.
 */
enum Deed {
  CONSUME(ResourceType.TOPIC, AclOperation.READ, Deed::consume),
  PRODUCE(
      ResourceType.TOPIC,
      AclOperation.WRITE,
      (client, topic) ->
          client.producer().send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get()),
  CREATE(ResourceType.TOPIC, AclOperation.CREATE, ask(Deed::create)),
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
  ALTER_CONFIGS(ResourceType.TOPIC, AclOperation.ALTER_CONFIGS, ask(Deed::alterConfig)),
  /** Leaves a group that it is no member of. */
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
  /** Opens a transactional id and writes nothing with it. */
  TRANSACT(
      ResourceType.TRANSACTIONAL_ID,
      AclOperation.WRITE,
      ask((admin, id) -> admin.fenceProducers(List.of(id)).all())),
  SEE_RULES(
      ResourceType.CLUSTER,
      AclOperation.DESCRIBE,
      ask((admin, cluster) -> admin.describeAcls(AclBindingFilter.ANY).values())),
  /** Takes a rule away that there is none of. */
  CHANGE_RULES(
      ResourceType.CLUSTER,
      AclOperation.ALTER,
      ask((admin, cluster) -> admin.deleteAcls(List.of(noRule())).all())),
  CREATE_ANY_TOPIC(
      ResourceType.CLUSTER,
      AclOperation.CREATE,
      ask((admin, cluster) -> create(admin, "of-nobody")));

  private static final Duration SOON = Duration.ofSeconds(20);

  /** What is done, by whom, to the resource of this name. */
  private interface Doing {
    void run(Client client, String name) throws Exception;
  }

  /** A request to a broker about the resource of this name. */
  private interface Request {
    KafkaFuture<?> send(Admin admin, String name);
  }

  private final ResourceType type;
  private final AclOperation operation;

  @SuppressWarnings("ImmutableEnumChecker") // has no state
  private final Doing doing;

  Deed(ResourceType type, AclOperation operation, Doing doing) {
    this.type = type;
    this.operation = operation;
    this.doing = doing;
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

  /** Whether the broker let a client do it; any answer about the thing itself is a yes. */
  boolean isAllowed(Client client, String name) {
    try {
      doing.run(client, name);
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

  private static Doing ask(Request request) {
    return (client, name) -> request.send(client.admin(), name).get();
  }

  private static void consume(Client client, String topic) {
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
        new ResourcePatternFilter(ResourceType.TOPIC, "of-nobody", PatternType.LITERAL),
        AccessControlEntryFilter.ANY);
  }

  private static ConfigResource config(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
