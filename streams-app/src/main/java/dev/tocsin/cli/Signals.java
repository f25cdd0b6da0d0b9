package dev.tocsin.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system, so that a command decides itself how it ends. The JDK offers
 * them in a package that the compiler will not let pass in silence, hence the reflection.
 */
final class Signals {

  private Signals() {}

  /**
   * Calls an action, on a thread of its own, each time that a signal arrives.
   *
   * @param name without SIG, for example {@code TERM}
   * @return whether it will be called; if not, the signal does what it did before
   */
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler invocations =
          (proxy, method, args) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "equals" -> args != null && isSame(proxy, args[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler of SIG" + name;
              };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Signals.class.getClassLoader(), new Class<?>[] {handler}, invocations));
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // a handler is equal to itself only
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }
}
