import static dev.weft.Weft.*;
import dev.weft.sync.WaitGroup;

class Plugin {}

void main() throws Exception {
    WaitGroup loaded = new WaitGroup();
    loaded.go("loader", () -> {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        IO.println(context.loadClass("ContextLoader$Plugin"));
    });
    loaded.await();
}
