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
  void shouldReadValuesThatGoOverSeveralLines() throws IOException {
    // When
    List<CsvTable.Row> rows = rows("a,b\n1,\"one\ntwo \"\"x\"\"\n\nthree\"\n2,y\n");

    // Then
    assertThat(rows).extracting(CsvTable.Row::line).containsExactly(2L, 6L);
    assertThat(rows.getFirst().cells().get("b").textValue()).isEqualTo("one\ntwo \"x\"\n\nthree");
    assertThat(rows.getLast().cells().get("a").textValue()).isEqualTo("2");
  }

  @Test
  void shouldGoOnBehindTheLineWhoseQuoteIsNeverClosed() throws IOException {
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
  void shouldNotLookAtTheSameTextAgainForEachLine() throws IOException {
    // Given: the longest row there may be, of the shortest lines
    String text = "a,b\n1,\"" + "\n".repeat(400_000) + "2,x\n";
    long began = System.nanoTime();

    // When
    List<CsvTable.Row> rows = rows(text);

    // Then
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().refused()).isNotNull();
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
  void shouldReadNothingWithoutAHeader(String text) throws IOException {
    // When
    List<CsvTable.Row> rows = rows(text);

    // Then
    assertThat(rows).singleElement().matches(row -> row.refused() != null && row.last());
  }

  private static List<CsvTable.Row> rows(String text) throws IOException {
    CsvTable table =
        new CsvTable(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), List.of("a", "b"));
    List<CsvTable.Row> rows = new ArrayList<>();
    for (CsvTable.Row row = table.next(); row != null; row = table.next()) {
      rows.add(row);
    }
    return rows;
  }
}
