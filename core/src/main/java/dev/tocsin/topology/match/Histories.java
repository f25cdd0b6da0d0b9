package dev.tocsin.topology.match;

import dev.tocsin.history.MessageHistory;
import dev.tocsin.history.RowSeals;
import dev.tocsin.history.block.BlockHistory;
import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.history.block.HistoryMemory;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.topology.TopologySettings;
import dev.tocsin.topology.state.BufferedStore;

/** Opens the history of each partition; all histories of a process share the block memory. */
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

  /** The history in a store, which has it write its open blocks before each commit. */
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
