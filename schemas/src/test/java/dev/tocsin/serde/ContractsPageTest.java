package dev.tocsin.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "contracts.md");

  @Test
  void shouldMatchCommittedPage() throws IOException {
    // Given
    String rendered = ContractsPage.render(Contracts.all());
    if (Boolean.getBoolean("tocsin.docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, rendered);
    }

    // When
    String committed = Files.readString(PAGE).replace("\r\n", "\n");

    // Then
    assertThat(committed)
        .as("docs/contracts.md is stale: run this test with -Dtocsin.docs.write=true")
        .isEqualTo(rendered);
  }

  @Test
  void shouldShowEveryFieldOfEveryContract() {
    // When
    String rendered = ContractsPage.render(List.of(Contracts.ACCOUNT));

    // Then
    assertThat(rendered)
        .contains("## Account", "Topic `telephony.account`, key: account_id")
        .contains("| `account_id` | string | required |")
        .contains("| `updated_at` | timestamp-millis, optional | null |")
        .doesNotContain("MessageLog\n");
  }
}
