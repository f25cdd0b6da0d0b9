package dev.tocsin.proof.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a server on this machine that can be cut. A cut in one direction delays
 * bytes, as a network that retransmits does.
 */
final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final long WAIT_MILLIS = 20;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile boolean requestsHeld;
  private volatile boolean answersHeld;

  /**
   * @param port of the proxy; 0 for any
   * @param target port of the server
   */
  TcpProxy(int port, int target) {
    this.target = target;
    try {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new CannotRunException("the port of the proxy is in use", e);
    }
    Thread.ofPlatform().daemon().name("proxy").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Closes all connections and refuses new ones, as when the server is down. */
  void cut() {
    refusing = true;
    open.forEach(TcpProxy::end);
  }

  /** Delays requests, answers, both, or none. */
  void hold(boolean requests, boolean answers) {
    requestsHeld = requests;
    answersHeld = answers;
  }

  /** Restores all connections. */
  void restore() {
    refusing = false;
    hold(false, false);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refusing) {
          end(client);
          continue;
        }
        Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        there.setTcpNoDelay(true);
        open.add(client);
        open.add(there);
        Thread.ofPlatform().daemon().start(() -> pass(client, there, true));
        Thread.ofPlatform().daemon().start(() -> pass(there, client, false));
      } catch (IOException e) {
        // The connection failed; the client retries.
        Thread.onSpinWait();
      }
    }
  }

  private void pass(Socket from, Socket to, boolean request) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        while ((request ? requestsHeld : answersHeld) && !to.isClosed()) {
          Thread.sleep(WAIT_MILLIS);
        }
        out.write(buffer, 0, read);
        out.flush();
        read = in.read(buffer);
      }
    } catch (IOException | InterruptedException e) {
      // One end is closed, so the connection ends.
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // The port is free when this process ends.
    }
    open.forEach(TcpProxy::end);
  }
}
