package dev.tocsin.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handles signals of the operating system, so that a command controls how it ends. It uses
 * reflection, because the compiler warns about the JDK's package of them and the warning cannot be
 * suppressed.
 */
final class Signals {

  private Signals() {}

  /**
   * Runs an action on a separate thread each time a signal arrives.
   *
   * @param name without SIG, for example {@code TERM}
   * @return whether the handler is installed; if not, the signal keeps its default effect
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
