import static dev.weft.Weft.*;
import dev.weft.sync.WaitGroup;

class Plugin {}

void main() throws Exception {
    WaitGroup loaded = new WaitGroup();
    loaded.go("loader", () -> IO.println(Thread.currentThread().getContextClassLoader().loadClass("ContextLoader$Plugin")));
    loaded.await();
}
