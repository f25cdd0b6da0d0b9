package dev.tocsin.deploy.kubernetes;

import static dev.tocsin.deploy.kubernetes.Rendered.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.KeysetSource;
import dev.tocsin.config.StreamsKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.testkit.Checkout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real kustomize makes of the overlays, held against the code that it is to run. */
@Tag("tools")
@ParameterizedClass
@ValueSource(strings = {"dev", "prod"})
class OverlaysTest {

  private static final long MIB = 1024L * 1024;

  /** What docs/operations.md has a JVM need beside heap and stores. */
  private static final long JVM_BYTES = 300 * MIB;

  private static final Map<String, Rendered> RENDERED = new HashMap<>();

  @TempDir private Path directory;

  private final String overlay;
  private final Rendered rendered;

  OverlaysTest(String overlay) {
    this.overlay = overlay;
    this.rendered = RENDERED.computeIfAbsent(overlay, name -> Kustomize.render("overlays/" + name));
  }

  @Test
  void shouldPutEverythingIntoOneNamespace() {
    // Given
    String namespace = rendered.one(Namespace.class).getMetadata().getName();
    // Then
    assertThat(rendered.objects())
        .filteredOn(object -> !(object instanceof Namespace))
        .isNotEmpty()
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly(namespace);
    assertThat(rendered.one(Namespace.class).getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    assertThat(rendered.all(Secret.class)).isEmpty();
  }

  @Test
  void shouldSelectItsOwnPods() {
    // Given
    Map<String, String> labels = rendered.template().getMetadata().getLabels();
    // Then
    assertThat(
            Stream.concat(
                Stream.of(
                    rendered.statefulSet().getSpec().getSelector(),
                    rendered.one(PodDisruptionBudget.class).getSpec().getSelector(),
                    rendered.one(NetworkPolicy.class).getSpec().getPodSelector()),
                rendered.all(PodMonitor.class).stream()
                    .map(monitor -> monitor.getSpec().getSelector())))
        .extracting(LabelSelector::getMatchLabels)
        .allSatisfy(
            selector -> {
              assertThat(selector).isNotEmpty();
              assertThat(labels).containsAllEntriesOf(selector);
            });
    assertThat(labels).containsAllEntriesOf(rendered.one(Service.class).getSpec().getSelector());
    assertThat(rendered.statefulSet().getSpec().getServiceName())
        .isEqualTo(rendered.one(Service.class).getMetadata().getName());
  }

  @Test
  void shouldStartWithTheConfigurationThatIsMounted() {
    // Given
    PodFiles files = new PodFiles(directory);
    // When
    TocsinConfig config = configuration(files);
    // Then
    assertThat(rendered.properties())
        .isEqualTo(
            Checkout.read(
                Checkout.KUBERNETES.resolve("overlays/" + overlay + "/tocsin.properties")));
    assertThat(config.httpHost()).isEqualTo("0.0.0.0");
    assertThat(config.httpPort())
        .isEqualTo(rendered.detector().getPorts().getFirst().getContainerPort())
        .isEqualTo(rendered.one(Service.class).getSpec().getPorts().getFirst().getPort());
    assertThat(config.keysetSource())
        .isInstanceOfSatisfying(
            KeysetSource.File.class, source -> assertThat(source.path()).isRegularFile());
    // Below the mount: its root is the kubelet's, and open to the group.
    assertThat(config.stateDir().getParent()).isEqualTo(files.path(mountOf("state")));
    assertThat(config.streamsProps())
        .containsEntry(
            StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, Rendered.POD);
    assertThat(new StreamsConfig(config.streamsProps()).getInt("num.standby.replicas"))
        .isLessThan(rendered.statefulSet().getSpec().getReplicas());
  }

  @Test
  void shouldReachTheBrokersWithTheSettingsItIsGiven() {
    // Given
    Map<String, Object> properties = configuration(new PodFiles(directory)).adminProps();
    // Names of a cluster mean nothing here, and the stores are opened first.
    properties = new HashMap<>(properties);
    properties.put("bootstrap.servers", "127.0.0.1:9");
    // Then
    try (Admin admin = Admin.create(properties)) {
      assertThat(admin).isNotNull();
      admin.close(Duration.ZERO);
    }
  }

  @Test
  void shouldMountWhatThereIs() {
    // Given
    List<String> volumes =
        Stream.concat(
                rendered.pod().getVolumes().stream().map(Volume::getName),
                rendered.statefulSet().getSpec().getVolumeClaimTemplates().stream()
                    .map(claim -> claim.getMetadata().getName()))
            .toList();
    // Then
    assertThat(volumes).doesNotHaveDuplicates();
    assertThat(rendered.containers())
        .allSatisfy(
            container ->
                assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(volumes));
    assertThat(rendered.detector().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsAll(volumes);
    assertThat(rendered.pod().getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .extracting(Volume::getSecret)
        .allSatisfy(
            secret -> {
              assertThat(secret.getDefaultMode()).isEqualTo(0400);
              assertThat(secret.getItems()).extracting(KeyToPath::getMode).isEmpty();
            });
  }

  @Test
  void shouldAskForNoMoreThanTheRestrictedProfileGives() {
    // Given
    PodSecurityContext pod = rendered.pod().getSecurityContext();
    // Then
    assertThat(pod.getRunAsNonRoot()).isTrue();
    assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(rendered.pod().getHostNetwork()).isNull();
    assertThat(rendered.pod().getHostPID()).isNull();
    assertThat(rendered.pod().getHostIPC()).isNull();
    assertThat(rendered.pod().getAutomountServiceAccountToken()).isFalse();
    assertThat(rendered.pod().getVolumes())
        .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
    assertThat(rendered.containers())
        .allSatisfy(
            container -> {
              SecurityContext context = container.getSecurityContext();
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getPrivileged()).isNull();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(context.getCapabilities().getAdd()).isEmpty();
              assertThat(context.getRunAsUser()).isNull();
              assertThat(context.getSeccompProfile()).isNull();
              assertThat(container.getPorts())
                  .allSatisfy(p -> assertThat(p.getHostPort()).isNull());
            });
  }

  @Test
  void shouldRunAsTheUserOfTheImage() {
    // Given
    Matcher user =
        Pattern.compile("(?m)^USER (\\d+)(?::(\\d+))?$")
            .matcher(Checkout.read(Checkout.ROOT.resolve("deploy/docker/Dockerfile")));
    PodSecurityContext pod = rendered.pod().getSecurityContext();
    // Then
    assertThat(user.find()).as("a numeric USER in the Dockerfile").isTrue();
    assertThat(pod.getRunAsUser()).isEqualTo(Long.parseLong(user.group(1)));
    assertThat(pod.getRunAsGroup())
        .isEqualTo(Long.parseLong(Objects.requireNonNullElse(user.group(2), user.group(1))))
        .isEqualTo(pod.getFsGroup());
    assertThat(pod.getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
  }

  @Test
  void shouldGiveTimeToStartAndToStop() {
    // Given
    TocsinConfig config = configuration(new PodFiles(directory));
    Container detector = rendered.detector();
    // Then
    assertThat(patience(detector.getStartupProbe()))
        .isGreaterThanOrEqualTo(config.livenessStallTimeout());
    assertThat(detector.getLivenessProbe().getPeriodSeconds()).isEqualTo(10);
    assertThat(detector.getLivenessProbe().getFailureThreshold()).isEqualTo(3);
    assertThat(Duration.ofSeconds(rendered.pod().getTerminationGracePeriodSeconds()))
        .isGreaterThanOrEqualTo(config.shutdownTimeout().plusSeconds(5));
    Object session =
        config
            .streamsProps()
            .get(StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    assertThat(Duration.ofMillis(Long.parseLong(String.valueOf(session))))
        .isPositive()
        .isLessThan(config.livenessStallTimeout());
  }

  @Test
  void shouldFitHeapAndStoresIntoTheMemoryLimit() {
    // Given
    TocsinConfig config = configuration(new PodFiles(directory));
    Container detector = rendered.detector();
    BigDecimal limit = bytes(detector.getResources().getLimits().get("memory"));
    BigDecimal heap = limit.multiply(heapShare());
    // Then
    assertThat(environment(detector).get("TOCSIN_JAVA_OPTS")).doesNotContain("-Xm", "MaxRAM");
    assertThat(limit.subtract(heap))
        .isGreaterThanOrEqualTo(
            BigDecimal.valueOf(config.bytes(StreamsKeys.ROCKSDB_CACHE_BYTES) + JVM_BYTES));
    assertThat(limit)
        .isEqualByComparingTo(bytes(detector.getResources().getRequests().get("memory")));
    assertThat(rendered.containers())
        .allSatisfy(
            container -> {
              assertThat(container.getResources().getLimits())
                  .containsKey("memory")
                  .doesNotContainKey("cpu");
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            });
  }

  @Test
  void shouldLetThroughWhatTheConfigurationNamesAndPrometheus() {
    // Given
    TocsinConfig config = configuration(new PodFiles(directory));
    NetworkPolicy policy = rendered.one(NetworkPolicy.class);
    List<String> named =
        Stream.concat(
                config.bootstrapServers().stream().map(server -> URI.create("tcp://" + server)),
                config.registryUrls().stream().map(URI::create))
            .map(OverlaysTest::placeAndPort)
            .toList();
    // When
    List<String> open =
        policy.getSpec().getEgress().stream()
            .flatMap(
                rule ->
                    rule.getPorts().stream()
                        .filter(port -> port.getPort().getIntVal() != 53)
                        .map(
                            port ->
                                rule.getTo()
                                        .getFirst()
                                        .getNamespaceSelector()
                                        .getMatchLabels()
                                        .get("kubernetes.io/metadata.name")
                                    + ":"
                                    + port.getPort().getIntVal()))
            .toList();
    // Then
    assertThat(open).containsExactlyInAnyOrderElementsOf(named);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getFrom()).hasSize(1);
              assertThat(rule.getPorts())
                  .extracting(NetworkPolicyPort::getPort)
                  .singleElement()
                  .satisfies(port -> assertThat(port.getStrVal()).isEqualTo("http"));
            });
  }

  private TocsinConfig configuration(PodFiles files) {
    Container detector = rendered.detector();
    for (Volume volume : rendered.pod().getVolumes()) {
      SecretVolumeSource secret = volume.getSecret();
      if (secret != null) {
        files.mountSecret(secret.getSecretName(), mountOf(volume.getName()));
      }
    }
    files.write(mountOf("config") + "/tocsin.properties", files.localized(rendered.properties()));
    return files.load(environment(detector), null);
  }

  private String mountOf(String volume) {
    return rendered.detector().getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals(volume))
        .map(VolumeMount::getMountPath)
        .findFirst()
        .orElseThrow();
  }

  private static Duration patience(Probe probe) {
    return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
  }

  private static BigDecimal bytes(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity);
  }

  /** What the image's launcher gives to the heap of the detector. */
  private static BigDecimal heapShare() {
    Matcher share =
        Pattern.compile("MaxRAMPercentage=(\\d+)")
            .matcher(Checkout.read(Checkout.ROOT.resolve("deploy/docker/tocsin")));
    assertThat(share.find()).as("MaxRAMPercentage in the image's launcher").isTrue();
    return new BigDecimal(share.group(1)).movePointLeft(2);
  }

  /** {@code SERVICE.NAMESPACE.svc:PORT} without the service. */
  private static String placeAndPort(URI address) {
    return address.getHost().split("\\.")[1] + ":" + address.getPort();
  }
}
