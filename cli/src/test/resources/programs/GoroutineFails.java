import static dev.weft.Weft.*;
import dev.weft.*;
import java.io.IOException;

void main() {
    go("printer", () -> {
        throw new IOException("paper jam");
    });
    Channel.signal("printed").receive();
}
