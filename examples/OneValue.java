// One value goes through a channel. Neither side waits for a time: the receive waits for the send, and that is all the
// synchronisation there is.
//
// In Go: an unbuffered channel, an arrow into it in a goroutine, and an arrow out of it in main.

import static dev.weft.Weft.*;

import dev.weft.*;

void main() {
    Channel<String> messages = Channel.unbuffered("messages");
    go("sender", () -> messages.send("a value from another goroutine"));
    String message = messages.receive();
    IO.println("received: " + message);
}
