package dev.tocsin.topology.match;

import dev.tocsin.history.MessageHistory;
import dev.tocsin.history.RowSeals;
import dev.tocsin.history.block.BlockHistory;
import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.history.block.HistoryMemory;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.BufferedStore;

/** Opens the history of each partition; all of one process share the memory for open blocks. */
public final class Histories {

  private final BlockLimits limits;
  private final HistoryMemory memory;
  private final RowSeals seals;

  /**
   * @param seals the seal of each partition's rows
   */
  public Histories(TopologySettings settings, RowSeals seals) {
    this.limits = settings.blockLimits();
    this.memory = new HistoryMemory(settings.historyBufferBytes());
    this.seals = seals;
  }

  /** The history that lies in a store, to be sealed by it before each commit. */
  MessageHistory open(BufferedStore store, int partition) {
    BlockHistory history =
        new BlockHistory(store.rows(), seals.of(StoreNames.HISTORY, partition), limits, memory);
    store.ownedBy(
        new BufferedStore.Buffered() {
          @Override
          public void seal() {
            history.seal();
          }

          @Override
          public void forget() {
            history.forget();
          }
        });
    return history;
  }
}
