package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.testkit.Checkout;
import io.fabric8.kubernetes.api.model.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file by itself; what comes of them together is OverlaysTest's. */
class ManifestsTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: tocsin
        labels:
          app: tocsin
      spec:
        ports:
          - name: http
            port: 8080
            targetPort: http
      """;

  @Test
  void shouldReadValidManifests() {
    // When
    List<?> objects = Manifests.read(SERVICE + "---\n" + SERVICE);
    // Then
    assertThat(objects).hasSize(2).hasOnlyElementsOfType(Service.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port: 8080 -> prot: 8080",
        "port: 8080 -> port: \"8080\"",
        "app: tocsin -> app: 1",
        "app: tocsin -> app: true",
        "name: tocsin -> name: tocsin\n  name: tocsin",
        "name: tocsin -> nmae: tocsin",
        "spec: -> sepc:",
        "kind: Service -> kind: Servise",
        "apiVersion: v1 -> apiVersion: v2",
      })
  void shouldRejectInvalidManifests(String change) {
    // Given
    String[] texts = change.split(" -> ");
    String wrong = SERVICE.replaceFirst(texts[0], texts[1]);
    assertThat(wrong).isNotEqualTo(SERVICE);
    // Then
    assertThatThrownBy(() -> Manifests.read(wrong)).isInstanceOf(IllegalArgumentException.class);
  }

  static List<Path> manifests() {
    return Checkout.below(Checkout.KUBERNETES, ".yaml").stream()
        .filter(file -> !file.endsWith("kustomization.yaml"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void shouldHaveOnlyFieldsThatTheirKindsHave(Path file) {
    assertThat(Manifests.read(Checkout.read(file)))
        .isNotEmpty()
        .allSatisfy(object -> assertThat(object.getMetadata().getName()).isNotBlank());
  }

  @Test
  void shouldUseEveryFileAndMissNone() {
    // Given
    Set<Path> used = new LinkedHashSet<>();
    List<Path> kustomizations = Checkout.below(Checkout.KUBERNETES, "kustomization.yaml");
    // When
    for (Path kustomization : kustomizations) {
      files(Manifests.tree(Checkout.read(kustomization)))
          .map(name -> kustomization.resolveSibling(name).normalize())
          .forEach(used::add);
    }
    // Then
    assertThat(used).allSatisfy(file -> assertThat(file).exists());
    assertThat(used.stream().filter(Files::isRegularFile))
        .containsAll(manifests())
        .containsAll(Checkout.below(Checkout.KUBERNETES, ".properties"));
  }

  private static Stream<String> files(JsonNode kustomization) {
    List<String> names = new ArrayList<>();
    kustomization.path("resources").forEach(name -> names.add(name.asText()));
    kustomization.path("patches").findValuesAsText("path").stream()
        .filter(path -> !path.startsWith("/"))
        .forEach(names::add);
    kustomization
        .path("configMapGenerator")
        .forEach(map -> map.path("files").forEach(name -> names.add(name.asText())));
    return names.stream();
  }

  @Test
  void shouldHoldNoSecret() {
    assertThat(Checkout.below(Checkout.KUBERNETES, ""))
        .filteredOn(Files::isRegularFile)
        .allSatisfy(
            file ->
                assertThat(Checkout.read(file))
                    .doesNotContain("kind: Secret", "secretGenerator", "PRIVATE KEY", "password="));
  }
}
