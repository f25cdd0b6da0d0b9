package dev.tocsin.bench.process;

import dev.tocsin.bench.child.ChildMain;

/** A child that says that it is there, and stays. */
public final class Sleeper {

  private Sleeper() {}

  public static void main(String[] args) throws InterruptedException {
    ChildMain.signal("ready", "args=" + args.length);
    System.out.println("not for the parent");
    Thread.currentThread().join();
  }
}
