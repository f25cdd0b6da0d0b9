package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclBindingsTest {

  private static final String ME = "User:me";

  @ParameterizedTest
  @CsvSource({
    "LITERAL, app, LITERAL, app, true, true",
    "LITERAL, app, LITERAL, app-1, false, false",
    "LITERAL, *, LITERAL, app, true, true",
    "LITERAL, *, PREFIXED, app, true, true",
    "PREFIXED, app, LITERAL, app-1, true, true",
    "PREFIXED, app, LITERAL, ap, false, false",
    "PREFIXED, app, PREFIXED, app-, true, true",
    "PREFIXED, app-, PREFIXED, app, false, true",
    "LITERAL, app-1, PREFIXED, app, false, true",
    "PREFIXED, app, LITERAL, *, false, true"
  })
  void shouldMatchPatterns(
      PatternType wideType,
      String wide,
      PatternType narrowType,
      String narrow,
      boolean covered,
      boolean touched) {
    // Given
    ResourcePattern one = topic(wide, wideType);
    ResourcePattern other = topic(narrow, narrowType);
    // Then
    assertThat(AclBindings.covers(one, other)).isEqualTo(covered);
    assertThat(AclBindings.overlaps(one, other)).isEqualTo(touched);
    assertThat(AclBindings.overlaps(other, one)).isEqualTo(touched);
  }

  @Test
  void shouldNotMatchOtherResourceTypes() {
    // Given
    ResourcePattern group = new ResourcePattern(ResourceType.GROUP, "app", PatternType.LITERAL);
    // Then
    assertThat(AclBindings.covers(topic("*", PatternType.LITERAL), group)).isFalse();
  }

  @Test
  void shouldImplyOperationsLikeBrokers() {
    // Given
    AclBindings rules =
        new AclBindings(
            List.of(
                rule(ME, "read", AclOperation.READ, AclPermissionType.ALLOW),
                rule(ME, "alter", AclOperation.ALTER_CONFIGS, AclPermissionType.ALLOW),
                rule(AclBindings.EVERYBODY, "open", AclOperation.ALL, AclPermissionType.ALLOW)));
    // Then
    assertThat(rules.isGiven(ME, literal("read"), AclOperation.DESCRIBE)).isTrue();
    assertThat(rules.isGiven(ME, literal("read"), AclOperation.WRITE)).isFalse();
    assertThat(rules.isGiven(ME, literal("alter"), AclOperation.DESCRIBE_CONFIGS)).isTrue();
    assertThat(rules.isGiven(ME, literal("alter"), AclOperation.DESCRIBE)).isFalse();
    assertThat(rules.isGiven(ME, literal("open"), AclOperation.DELETE)).isTrue();
    assertThat(rules.isGiven("User:other", literal("read"), AclOperation.READ)).isFalse();
  }

  @Test
  void shouldFindTheRuleThatDenies() {
    // Given
    AclBinding denied = rule(ME, "t", AclOperation.ALL, AclPermissionType.DENY);
    AclBindings rules =
        new AclBindings(List.of(denied, rule(ME, "t", AclOperation.READ, AclPermissionType.ALLOW)));
    // Then
    assertThat(rules.isGiven(ME, literal("t"), AclOperation.READ)).isTrue();
    assertThat(rules.denying(ME, literal("t"), AclOperation.READ)).contains(denied);
    assertThat(rules.denying("User:other", literal("t"), AclOperation.READ)).isEmpty();
    assertThat(rules.denying(ME, literal("u"), AclOperation.READ)).isEmpty();
    assertThat(rules.allowing()).hasSize(1);
  }

  private static ResourcePattern literal(String name) {
    return topic(name, PatternType.LITERAL);
  }

  private static ResourcePattern topic(String name, PatternType type) {
    return new ResourcePattern(ResourceType.TOPIC, name, type);
  }

  private static AclBinding rule(
      String principal, String topic, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        literal(topic), new AccessControlEntry(principal, "*", operation, permission));
  }
}
