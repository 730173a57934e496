import static dev.weft.Weft.*;
import dev.weft.*;

void main() {
    Channel<String> letters = Channel.buffered("letters", 1);
    go("reader", () -> {
        for (String letter : letters) IO.println(letter);
    });
    letters.send("hello");
    Channel.unbuffered("answer").receive();
}
