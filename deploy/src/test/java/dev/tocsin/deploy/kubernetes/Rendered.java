package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What would be sent to a cluster. */
record Rendered(List<HasMetadata> objects) {

  /** The name of the only pod that tests think of. */
  static final String POD = "tocsin-0";

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T one(Class<T> type) {
    List<T> found = all(type);
    assertThat(found).as("objects of kind %s", type.getSimpleName()).hasSize(1);
    return found.getFirst();
  }

  StatefulSet statefulSet() {
    return one(StatefulSet.class);
  }

  PodTemplateSpec template() {
    return statefulSet().getSpec().getTemplate();
  }

  PodSpec pod() {
    return template().getSpec();
  }

  Container detector() {
    return pod().getContainers().stream()
        .filter(container -> container.getName().equals("tocsin"))
        .findFirst()
        .orElseThrow();
  }

  /** The detector's and those that run before it. */
  List<Container> containers() {
    return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
        .toList();
  }

  /** What is mounted as the detector's configuration. */
  String properties() {
    return one(ConfigMap.class).getData().get("tocsin.properties");
  }

  /** Variables as the container gets them. */
  static Map<String, String> environment(Container container) {
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(),
          Optional.ofNullable(variable.getValue()).orElseGet(() -> field(variable)));
    }
    return environment;
  }

  private static String field(EnvVar variable) {
    String path = variable.getValueFrom().getFieldRef().getFieldPath();
    assertThat(path).as("where %s comes from", variable.getName()).isEqualTo("metadata.name");
    return POD;
  }
}
