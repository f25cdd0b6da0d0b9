package dev.tocsin.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsIT {

  private static Cli cli;

  @TempDir private Path directory;

  @BeforeAll
  static void connect() {
    cli = Cli.onCluster("accounts-it.");
  }

  @Test
  void shouldImportListAndDelete() throws Exception {
    // Given
    Path csv = directory.resolve("accounts.csv");
    Files.writeString(
        csv,
        """
        account_id,name,contact,country
        acme,Acme,soc@acme.example,us
        bad,,x,US
        globex,"Globex, Inc",,
        """);

    // When
    Result imported = cli.run("accounts", "import", csv.toString());

    // Then
    assertThat(imported.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(imported.out()).contains("accounts: 3 read, 2 sent and acknowledged, 1 rejected");
    assertThat(imported.err()).contains(csv + ":3: MISSING_FIELD name");
    assertThat(cli.run("accounts", "list").lines())
        .anyMatch(line -> line.matches("acme +Acme +soc@acme.example +US +-"))
        .anyMatch(line -> line.matches("globex +Globex, Inc +- +- +-"));
    assertThat(cli.json("accounts", "list", "--filter", "ACME")).hasSize(1);

    // When
    Result refused = cli.run("accounts", "delete", "acme", "globx");

    // Then
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.err()).contains("'globx'; did you mean 'globex'?", "nothing was deleted");

    // When
    Result deleted = cli.run("accounts", "delete", "acme", "globex");

    // Then
    assertThat(deleted.exitCode()).isEqualTo(ExitCodes.OK);
    JsonNode left = cli.json("accounts", "list");
    assertThat(left).isEmpty();
  }

  @Test
  void shouldRejectInvalidFiles() throws Exception {
    // Given
    Path text = Files.writeString(directory.resolve("accounts.txt"), "x");
    Path header = Files.writeString(directory.resolve("header.csv"), "id;name\n1;A\n");

    // Then
    assertThat(cli.run("accounts", "import", text.toString()).err()).contains("--format csv");
    Result bad = cli.run("accounts", "import", header.toString());
    assertThat(bad.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(bad.err()).contains("line 1: the header has no column 'account_id'");
    assertThat(cli.run("accounts", "import", header.toString(), "--format=xml").exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }
}
