package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

  @Test
  void shouldReadValuesOverSeveralLines() throws IOException {
    // When
    List<CsvTable.Row> rows = rows("a,b\n1,\"one\ntwo \"\"x\"\"\n\nthree\"\n2,y\n");

    // Then
    assertThat(rows).extracting(CsvTable.Row::line).containsExactly(2L, 6L);
    assertThat(rows.getFirst().cells().get("b").textValue()).isEqualTo("one\ntwo \"x\"\n\nthree");
    assertThat(rows.getLast().cells().get("a").textValue()).isEqualTo("2");
  }

  @Test
  void shouldContinueAfterLineWithUnclosedQuote() throws IOException {
    // When
    List<CsvTable.Row> rows = rows("a,b\n1,\"open\n2,x\n3,stray\"\"quote\n4,y\n");

    // Then
    assertThat(rows)
        .filteredOn(row -> row.cells() == null)
        .extracting(CsvTable.Row::line)
        .hasSize(2);
    assertThat(rows)
        .filteredOn(row -> row.cells() != null)
        .extracting(row -> row.cells().get("a").textValue())
        .contains("4");
  }

  @Test
  void shouldNotReadRowAsValueOfAnotherRow() throws IOException {
    for (String open : List.of("1,\"open\n", "1,\"open\n2 in a body\n")) {
      for (String last : List.of("4,\"end\"\n", "4,end\"\n", "4,\"\n", "4,\"\"\n")) {
        // When
        List<CsvTable.Row> rows = rows("a,b\n" + open + "2,x\n3,y\n" + last + "5,z\n");

        // Then
        assertThat(rows.getFirst().line()).isEqualTo(2);
        assertThat(rows.getFirst().rejected()).isNotNull();
        assertThat(taken(rows)).as(open + last).contains("2", "3", "5").doesNotContain("1");
      }
    }
  }

  @Test
  void shouldReadRowThatClosesQuoteOfAnotherRow() throws IOException {
    // When
    List<CsvTable.Row> lines = rows("a,b\n1,\"open\n2,\"\nbody\"\n3,y\n");
    List<CsvTable.Row> line = rows("a,b\n1,\"open\n2,end\"\n3,y\n");

    // Then
    assertThat(taken(lines)).containsExactly("2", "3");
    assertThat(line).extracting(CsvTable.Row::line).containsExactly(2L, 3L, 4L);
    assertThat(taken(line)).containsExactly("3");
  }

  @Test
  void shouldReadLinesOfRejectedRowAgain() throws IOException {
    // When: another quote closes the quote, and no line in between is a record
    List<CsvTable.Row> rows = rows("a,b\n1,\"open\nx,y\nz\",c\n3,z\n");

    // Then
    assertThat(rows).extracting(CsvTable.Row::line).containsExactly(2L, 3L, 4L, 5L);
    assertThat(taken(rows)).containsExactly("x", "3");
  }

  @Test
  void shouldReportRowsInsideRejectedRow() throws IOException {
    // When: the first column of a record is a number
    List<CsvTable.Row> rows = rows("a,b\nx,\"open\ny,z\nw,\nend\"\n1,z\n");

    // Then
    assertThat(rows).extracting(CsvTable.Row::line).contains(2L, 3L, 4L, 6L);
    assertThat(taken(rows)).containsExactly("x", "y", "w", "1");
  }

  private static List<String> taken(List<CsvTable.Row> rows) {
    return rows.stream()
        .filter(row -> row.cells() != null)
        .map(row -> row.cells().get("a").textValue())
        .toList();
  }

  @Test
  void shouldNotReadSameTextAgainForEachLine() throws IOException {
    // Given: the longest possible row, of the shortest lines
    String text = "a,b\n1,\"" + "\n".repeat(400_000) + "2,x\n";
    long began = System.nanoTime();

    // When
    List<CsvTable.Row> rows = rows(text);

    // Then
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().rejected()).isNotNull();
    assertThat(rows.getLast().cells()).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,one\n2,two\n",
        "a;b\n1;one\n2;two\n",
        "a,b,a\n1,one,x\n",
        "[\n  {\"a\": 1}\n]\n",
        "{\"a\": 1}\n{\"a\": 2}\n",
        "\"a,b\n1,one\n",
        "hello,world"
      })
  void shouldReadNothingWithoutHeader(String text) throws IOException {
    // When
    List<CsvTable.Row> rows = rows(text);

    // Then
    assertThat(rows).singleElement().matches(row -> row.rejected() != null && row.last());
  }

  private static List<CsvTable.Row> rows(String text) throws IOException {
    CsvTable table =
        new CsvTable(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            List.of("a", "b"),
            cells -> cells.path("a").asText().matches("[0-9]+"));
    List<CsvTable.Row> rows = new ArrayList<>();
    for (CsvTable.Row row = table.next(); row != null; row = table.next()) {
      rows.add(row);
    }
    return rows;
  }
}
