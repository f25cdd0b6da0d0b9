package dev.tocsin.bench.child;

import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import java.nio.file.Path;

/** A broker and a schema registry, for the contenders to work on. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs until the parent ends it.
   *
   * @param args the directory to keep data in
   */
  public static void main(String[] args) throws InterruptedException {
    LocalStack stack =
        LocalStack.start(
            LocalStackSettings.builder()
                .dataDir(Path.of(args[0]))
                // What is deleted between two runs must not wait a minute on the disk.
                .brokerProperty("log.segment.delete.delay.ms", "1000")
                .build());
    ChildMain.signal(
        "ready", "bootstrap=" + stack.bootstrapServers(), "registry=" + stack.registryUrl());
    Thread.currentThread().join();
  }
}
