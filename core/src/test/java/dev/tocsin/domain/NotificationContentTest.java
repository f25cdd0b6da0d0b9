package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.incident;
import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fingerprint changes exactly when the content of the notification changes. */
class NotificationContentTest {

  private static final Account ACME = new Account("acme", "Acme", "sec@acme.example", "US");

  @Test
  void shouldDifferWithEachFieldOfPerson() {
    // Given
    List<NotificationContent> contents =
        List.of(
            person(incident("breach"), ACME, "+12025550123", 5),
            person(incident("another"), ACME, "+12025550123", 5),
            person(incident("breach", "Another title"), ACME, "+12025550123", 5),
            person(incident("breach"), ACME, "+12025550124", 5),
            person(incident("breach"), ACME, "+12025550123", 6),
            person(incident("breach"), named("Acme Inc", "sec@acme.example"), "+12025550123", 5),
            person(incident("breach"), named("Acme", "new@acme.example"), "+12025550123", 5),
            person(incident("breach"), named("Acme", null), "+12025550123", 5),
            person(incident("breach"), null, "+12025550123", 5),
            new NotificationContent(
                Audience.USER,
                incident("breach"),
                "bolt",
                ACME,
                "+12025550123",
                List.of(new Deadline("gdpr-art-33", 5)),
                null),
            new NotificationContent(
                Audience.USER, incident("breach"), "acme", ACME, "+12025550123", List.of(), null),
            new NotificationContent(
                Audience.ACCOUNT,
                incident("breach"),
                "acme",
                ACME,
                "+12025550123",
                List.of(new Deadline("gdpr-art-33", 5)),
                null));
    // When Then
    assertThat(fingerprints(contents)).hasSize(contents.size());
  }

  @Test
  void shouldDifferWithEachFieldOfIncident() {
    // Given
    List<NotificationContent> contents =
        List.of(
            of(new Incident("i", "t", null, 0, null, null, List.of())),
            of(new Incident("i", "t", "ref", 0, null, null, List.of())),
            of(new Incident("i", "t", "", 0, null, null, List.of())),
            of(new Incident("i", "t", null, 1, null, null, List.of())),
            of(new Incident("i", "t", null, 0, "ref", null, List.of())),
            of(new Incident("i", "t", null, 0, null, "ref", List.of())),
            of(new Incident("i", "t", null, 0, null, null, List.of("phone"))),
            of(new Incident("i", "t", null, 0, null, null, List.of("phone", "carrier"))),
            of(new Incident("i", "t", null, 0, null, null, List.of("phone", "acme"))));
    // When Then
    assertThat(fingerprints(contents)).hasSize(contents.size());
  }

  @Test
  void shouldDifferWithEachFigureOfAccount() {
    // Given
    List<CompromiseWindow> windows = List.of(window("w").during(1, 9).get());
    Coverage complete = Coverage.of(true, new TreeSet<>());
    List<NotificationContent> contents =
        List.of(
            of(figures(3, 2, Map.of("SMS", 3L), 5L, 7L, windows, complete)),
            of(figures(4, 2, Map.of("SMS", 3L), 5L, 7L, windows, complete)),
            of(figures(3, 3, Map.of("SMS", 3L), 5L, 7L, windows, complete)),
            of(figures(3, 2, Map.of("SMS", 2L, "FAX", 1L), 5L, 7L, windows, complete)),
            of(figures(3, 2, Map.of("SMS", 3L), 4L, 7L, windows, complete)),
            of(figures(3, 2, Map.of("SMS", 3L), 5L, 8L, windows, complete)),
            of(figures(3, 2, Map.of("SMS", 3L), null, null, windows, complete)),
            of(figures(3, 2, Map.of("SMS", 3L), 5L, 7L, List.of(), complete)),
            of(
                figures(
                    3, 2, Map.of("SMS", 3L), 5L, 7L, windows, Coverage.of(false, new TreeSet<>()))),
            of(
                figures(
                    3,
                    2,
                    Map.of("SMS", 3L),
                    5L,
                    7L,
                    windows,
                    Coverage.of(false, new TreeSet<>(Set.of(Coverage.Reason.DEAD_LETTERS))))));
    // When Then
    assertThat(fingerprints(contents)).hasSize(contents.size());
  }

  @Test
  void shouldDifferWithEachFieldOfWindow() {
    // Given
    List<NotificationContent> contents =
        List.of(
            withWindows(window("w").during(1, 9).get()),
            withWindows(window("x").during(1, 9).get()),
            withWindows(window("w").by("other").during(1, 9).get()),
            withWindows(window("w").during(2, 9).get()),
            withWindows(window("w").during(1, 8).get()),
            withWindows(window("w").during(1, CompromiseWindow.OPEN).get()),
            withWindows(window("w").channels("SMS").during(1, 9).get()),
            withWindows(window("w").channels("SMS", "VOICE").during(1, 9).get()),
            withWindows(window("w").channels("SMS, VOICE").during(1, 9).get()),
            withWindows(window("w").channels("null").during(1, 9).get()),
            withWindows(window("w").during(1, 9).get(), window("x").during(1, 9).get()));
    // When Then
    assertThat(fingerprints(contents)).hasSize(contents.size());
  }

  @Test
  void shouldIgnoreFieldsThatAreNotSent() {
    // Given
    CompromiseWindow window = window("w").channels("SMS", "VOICE", "FAX").get();
    NotificationContent content = withWindows(window);
    // When Then
    assertThat(content.fingerprint(Identity.unkeyed()))
        .isEqualTo(
            withWindows(window("w").channels("FAX", "VOICE", "SMS").get())
                .fingerprint(Identity.unkeyed()))
        .isEqualTo(
            withWindows(window("w").channels("SMS", "FAX", "VOICE").accounts("acme").get())
                .fingerprint(Identity.unkeyed()))
        .isEqualTo(
            withWindows(window("w").channels("SMS", "FAX", "VOICE").titled("x").get())
                .fingerprint(Identity.unkeyed()));
    Account elsewhere = new Account("acme", "Acme", "sec@acme.example", "DE");
    assertThat(
            person(incident("breach"), elsewhere, "+12025550123", 5)
                .fingerprint(Identity.unkeyed()))
        .isEqualTo(
            person(incident("breach"), ACME, "+12025550123", 5).fingerprint(Identity.unkeyed()));
  }

  @Test
  void shouldDistinguishAbsentText() {
    // Given
    List<NotificationContent> contents =
        List.of(
            person(incident("breach"), named("Acme", null), "+12025550123", 5),
            person(incident("breach"), named("Acme", ""), "+12025550123", 5),
            person(incident("breach"), named("Acme", "-"), "+12025550123", 5),
            person(incident("breach"), named("Acme", "null"), "+12025550123", 5));
    // When Then
    assertThat(fingerprints(contents)).hasSize(contents.size());
  }

  /**
   * The local state stores fingerprints: if a release changed the fingerprint of the same content,
   * every notification would be sent again.
   */
  @Test
  void shouldMatchStoredFingerprint() {
    // Given
    NotificationContent person =
        new NotificationContent(
            Audience.USER,
            incident("breach"),
            "acme",
            named("Acme", null),
            "+12025550123",
            List.of(),
            null);
    NotificationContent account =
        new NotificationContent(
            Audience.ACCOUNT,
            incident("breach"),
            "acme",
            ACME,
            null,
            List.of(new Deadline("gdpr-art-33", 259_201_000)),
            figures(
                3,
                2,
                Map.of("SMS", 2L, "VOICE", 1L),
                1_500L,
                1_999L,
                List.of(window("w").channels("VOICE", "SMS").during(1_000, 2_000).get()),
                Coverage.of(true, new TreeSet<>(Set.of(Coverage.Reason.DEAD_LETTERS)))));
    // When Then
    assertThat(hex(person)).isEqualTo("d4b035b88a13dea4208422334f644739");
    assertThat(hex(account)).isEqualTo("f89e3243df9e9d5be3d092eaaed9dfdd");
  }

  private static NotificationContent person(
      Incident incident, @Nullable Account account, String phone, long dueAt) {
    return new NotificationContent(
        Audience.USER,
        incident,
        "acme",
        account,
        phone,
        List.of(new Deadline("gdpr-art-33", dueAt)),
        null);
  }

  private static NotificationContent of(Incident incident) {
    return new NotificationContent(
        Audience.USER, incident, "acme", ACME, "+12025550123", List.of(), null);
  }

  private static NotificationContent of(NotificationContent.Figures figures) {
    return new NotificationContent(
        Audience.ACCOUNT, incident("breach"), "acme", ACME, null, List.of(), figures);
  }

  private static NotificationContent withWindows(CompromiseWindow... windows) {
    return of(
        figures(
            3, 2, Map.of("SMS", 3L), 5L, 7L, List.of(windows), Coverage.of(true, new TreeSet<>())));
  }

  private static NotificationContent.Figures figures(
      long records,
      long users,
      Map<String, Long> byChannel,
      @Nullable Long firstSeen,
      @Nullable Long lastSeen,
      List<CompromiseWindow> windows,
      Coverage coverage) {
    return new NotificationContent.Figures(
        records, users, new TreeMap<>(byChannel), firstSeen, lastSeen, windows, coverage);
  }

  private static Account named(String name, @Nullable String contact) {
    return new Account("acme", name, contact, "US");
  }

  private static Set<String> fingerprints(List<NotificationContent> contents) {
    Set<String> distinct = new TreeSet<>();
    contents.forEach(content -> distinct.add(hex(content)));
    return distinct;
  }

  private static String hex(NotificationContent content) {
    return HexFormat.of().formatHex(content.fingerprint(Identity.unkeyed()));
  }
}
