package dev.weft.programs;

import dev.weft.Channel;
import dev.weft.Goroutine;
import dev.weft.Group;
import dev.weft.Signal;
import dev.weft.Weft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The first to wait for a socket in this JVM is a member of a group of which one may execute at a time. Then another
 * member computes until somebody outside of the group has got a byte through a socket.
 */
public final class SocketsInGroup {
    private static volatile boolean received;

    private SocketsInGroup() {}

    public static void main(String[] arguments) throws Exception {
        Weft.maxProcs(2);
        Weft.run(() -> {
            Group group = Weft.group("limited").maxProcs(1);
            group.go(() -> passByte(7)).join();
            Channel<Signal> computing = Channel.signal();
            Goroutine hog = group.go(() -> {
                computing.close();
                while (!received) Thread.onSpinWait();
            });
            computing.next();
            passByte(8);
            received = true;
            hog.join();
        });
    }

    /** One side waits for a byte until the other is ready to write it. */
    private static void passByte(int value) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Goroutine client = Weft.go(() -> {
                try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    System.out.println(socket.getInputStream().read());
                }
            });
            try (Socket socket = server.accept()) {
                Weft.yieldNow();
                socket.getOutputStream().write(value);
            }
            client.join();
        }
    }
}
