package dev.tocsin.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class TableTest {

  private final BufferedStore store = TestStores.buffered(StoreNames.IMPACT);
  private final Table ledger = store.table(StoreTable.LEDGER);
  private final Table people = store.table(StoreTable.PERSON);

  @Test
  void shouldKeepRowsOfTablesApart() {
    // Given
    ledger.put(key(255), value(1));
    people.put(key(0), value(2));
    people.putAll(List.of(KeyValue.pair(key(0, 1), value(3)), KeyValue.pair(key(255), value(4))));
    store.table(StoreTable.ACCOUNT_IMPACT).put(key(0), value(5));

    // When
    people.delete(key(0));

    // Then
    assertThat(ledger.get(key(255))).isEqualTo(value(1));
    assertThat(ledger.get(key(0))).isNull();
    assertThat(rows(ledger.all())).containsExactly("[-1]=1");
    assertThat(rows(people.all())).containsExactly("[0, 1]=3", "[-1]=4");
  }

  @Test
  void shouldReadRangesUpToTheEndOfTheTable() {
    // Given
    for (int i : new int[] {1, 2, 255}) {
      people.put(key(i), value(i));
    }
    store.table(StoreTable.ACCOUNT_IMPACT).put(key(0), value(9));

    // Then
    assertThat(rows(people.range(key(2), null))).containsExactly("[2]=2", "[-1]=-1");
    assertThat(rows(people.range(key(1), key(2)))).containsExactly("[1]=1", "[2]=2");
    assertThat(rows(people.reverseRange(key(0), null)))
        .containsExactly("[-1]=-1", "[2]=2", "[1]=1");
  }

  @Test
  void shouldAskEachOwnerBeforeTheCommit() {
    // Given
    List<String> asked = new ArrayList<>();
    ledger.ownedBy(owner("before a revival", asked));
    ledger.ownedBy(owner("ledger", asked));
    people.ownedBy(owner("people", asked));

    // When
    store.flushCache();
    store.clearCache();

    // Then
    assertThat(asked)
        .containsExactly("seal ledger", "seal people", "forget ledger", "forget people");
  }

  @Test
  void shouldHaveNumbersThatAreNeverChanged() {
    // Given
    String numbers =
        Arrays.stream(StoreTable.values())
            .map(table -> table.store() + " " + table.number() + " " + table.label())
            .collect(Collectors.joining("\n"));

    // Then
    assertThat(numbers)
        .isEqualTo(
            """
            control 1 window-parked
            control 2 control-window
            control 3 control-position
            account 1 account-parked
            match 1 message-log-parked
            match 2 match-window
            match 3 scan
            match 4 scan-cursor
            match 5 unreadable
            impact 1 impact-window
            impact 2 account
            impact 3 ledger
            impact 4 person
            impact 5 account-impact
            impact 6 incident-impact
            impact 7 coverage
            impact 8 walk
            incident 1 incident-part""");
  }

  private static BufferedStore.Buffered owner(String name, List<String> asked) {
    return new BufferedStore.Buffered() {
      @Override
      public void seal() {
        asked.add("seal " + name);
      }

      @Override
      public void forget() {
        asked.add("forget " + name);
      }
    };
  }

  private static List<String> rows(KeyValueIterator<Bytes, byte[]> iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      while (iterator.hasNext()) {
        Bytes next = iterator.peekNextKey();
        KeyValue<Bytes, byte[]> row = iterator.next();
        assertThat(row.key).isEqualTo(next);
        rows.add(Arrays.toString(row.key.get()) + "=" + row.value[0]);
      }
    }
    return rows;
  }

  private static Bytes key(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return Bytes.wrap(bytes);
  }

  private static byte[] value(int content) {
    return new byte[] {(byte) content};
  }
}
