package dev.tocsin.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A parent that starts a child, prints the child's process id, and stays. */
public final class Starter {

  private Starter() {}

  public static void main(String[] args) throws InterruptedException {
    ChildJvm child =
        ChildJvm.start(
            new ChildJvm.Spec(
                "sleeper",
                Sleeper.class.getName(),
                List.of(),
                32,
                ClassPaths.own(),
                List.of(),
                Path.of(args[0])));
    child.await("ready", Duration.ofSeconds(30));
    System.out.println(child.pid());
    Thread.currentThread().join();
  }
}
