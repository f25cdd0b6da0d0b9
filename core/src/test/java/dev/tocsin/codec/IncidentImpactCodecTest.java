package dev.tocsin.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Tally;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentImpactCodecTest {

  /** A row of earlier releases, without the time since which notifications are pending. */
  private static final String FORMER =
      "01" // layout
          + "0400" // two exposed, no drafts
          + "0206534d5304" // by channel: SMS 2
          + "0204060e" // users 1, accounts 2, waiting 3, revision 7
          + "0106696e630854686520" // details: inc, The
          + "00f4030000" // no reference, aware at 250, no guidance, no report_to
          + "00" // no exposed fields
          + "00"; // nothing sent

  @Test
  void shouldKeepTimeSinceNotificationsArePending() {
    // Given
    IncidentImpact impact = IncidentImpact.none();
    impact.tally().count(Standing.EXPOSED, "SMS", 1);
    impact.addPending(2, 1_700_000_000_000L);

    // When
    IncidentImpact read = Codecs.INCIDENT_IMPACT.decode(Codecs.INCIDENT_IMPACT.encode(impact));

    // Then
    assertThat(read.pending()).isEqualTo(2);
    assertThat(read.pendingSince()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void shouldReadRowsOfEarlierReleases() {
    // When
    IncidentImpact read = Codecs.INCIDENT_IMPACT.decode(HexFormat.of().parseHex(FORMER));

    // Then
    assertThat(read.tally().exposed()).isEqualTo(2);
    assertThat(read.users()).isEqualTo(1);
    assertThat(read.accounts()).isEqualTo(2);
    assertThat(read.pending()).isEqualTo(3);
    assertThat(read.revision()).isEqualTo(7);
    assertThat(read.details())
        .isEqualTo(new Incident("inc", "The ", null, 250, null, null, List.of()));
    assertThat(read.notifiedDetails()).isNull();
    assertThat(read.pendingSince()).isEqualTo(IncidentImpact.NOT_PENDING);

    // When
    read.addPending(0, 500);

    // Then
    assertThat(read.pendingSince()).as("counted from the first call").isEqualTo(500);
  }

  @Test
  void shouldBeReadableByEarlierReleases() {
    // Given
    IncidentImpact impact =
        new IncidentImpact(
            new Tally(),
            1,
            2,
            3,
            1_700_000_000_000L,
            7,
            new Incident("inc", "The ", null, 250, null, null, List.of()),
            null);

    // When
    byte[] row = Codecs.INCIDENT_IMPACT.encode(impact);

    // Then: the known fields have the same positions, and earlier releases read no further
    assertThat(HexFormat.of().formatHex(row))
        .startsWith("010000" + "00" + FORMER.substring(FORMER.indexOf("0204060e")));
  }
}
