// Two players and one ball: it goes back and forth through two channels, and whoever has it is the one that runs.
//
// In Go: two goroutines and unbuffered channels of a struct; the receive is the wait for one's turn.
//
// Argument: how many hits (default 10).

import static dev.weft.Weft.*;

import dev.weft.*;
import dev.weft.sync.*;

record Ball(int hits) {}

void main(String[] args) {
    int last = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    Channel<Ball> toPing = Channel.unbuffered("to ping");
    Channel<Ball> toPong = Channel.unbuffered("to pong");

    WaitGroup players = new WaitGroup("players");
    players.go("ping", () -> play("ping", toPing, toPong, last));
    players.go("pong", () -> play("pong", toPong, toPing, last));

    toPing.send(new Ball(0));
    players.await();
    IO.println("game over");
}

void play(String name, ReceiveChannel<Ball> mine, SendChannel<Ball> theirs, int last) {
    for (Ball ball : mine) {
        Ball hit = new Ball(ball.hits() + 1);
        IO.println(name + " " + hit.hits());
        if (hit.hits() < last) {
            theirs.send(hit);
        } else {
            theirs.close();
            return;
        }
    }
}
