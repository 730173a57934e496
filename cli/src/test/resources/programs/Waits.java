import static dev.weft.Weft.*;
import java.time.Duration;

void main() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println("cleaned up")));
    IO.println("waiting");
    sleep(Duration.ofHours(1));
}
