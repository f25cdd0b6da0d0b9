package dev.tocsin.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on the loopback address. */
public final class Ports {

  static final String HOST = "127.0.0.1";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Ports() {}

  /**
   * Fails when another program listens on a port that was asked for.
   *
   * @param what whose port it is, for the message
   * @param port 0 is always free
   */
  static void requireFree(String what, int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = open(port)) {
      socket.getLocalPort();
    } catch (IOException e) {
      throw new LocalStackException(
          "The "
              + what
              + " was to listen on "
              + HOST
              + ":"
              + port
              + ", but that port cannot be had ("
              + e.getMessage()
              + "). Stop what listens there (`ss -ltnp 'sport = :"
              + port
              + "'` names it), ask for another port, or ask for 0 to get a free one.",
          e);
    }
  }

  /** As many different free ports as asked for; each could be taken again before it is used. */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(open(0));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new LocalStackException(
          "There is no free port on " + HOST + ": " + e.getMessage() + ". Close some programs.", e);
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static ServerSocket open(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    // As the broker does it: connections of a stack just closed, in TIME_WAIT, are no obstacle.
    socket.setReuseAddress(true);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      close(socket);
      throw e;
    }
    return socket;
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LocalStackException("A port just opened cannot be closed: " + e.getMessage(), e);
    }
  }
}
