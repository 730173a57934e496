import static dev.weft.Weft.*;
import dev.weft.*;
import dev.weft.diagnostics.*;
import java.io.IOException;

void main() {
    go("printer", () -> {
        while (Dump.take().text().contains("\"main\" [running]")) yieldNow(); // until main waits
        throw new IOException("paper jam");
    });
    Channel.signal("printed").receive();
}
