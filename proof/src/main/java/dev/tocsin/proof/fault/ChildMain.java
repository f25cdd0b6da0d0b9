package dev.tocsin.proof.fault;

import dev.tocsin.cli.Main;
import java.io.IOException;

/** Tocsin's command line in a process that ends with the one that started it, however that ends. */
public final class ChildMain {

  private static final int ENDED_WITH_PARENT = 143;

  private ChildMain() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::watch);
    Main.main(args);
  }

  /** The pipe from the parent ends with it. */
  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(ENDED_WITH_PARENT);
  }
}
