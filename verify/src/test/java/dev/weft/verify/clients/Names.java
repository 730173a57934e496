package dev.weft.verify.clients;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Asks the resolver of the operating system, which blocks in native code. That it is asked each time takes the system
 * properties {@code sun.net.inetaddr.ttl=0} and {@code sun.net.inetaddr.negative.ttl=0}.
 */
final class Names implements Client {
    @Override
    public int crowd() {
        return 4;
    }

    @Override
    public void once(int worker, int round) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName("localhost");
        Client.check(Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress),
                "localhost is " + Arrays.toString(addresses));
        // Makes the resolver look for the name of an address, too.
        String name = addresses[round % addresses.length].getCanonicalHostName();
        Client.check(!name.isEmpty(), "an address without a name");
    }

    @Override
    public void finish() {}
}
