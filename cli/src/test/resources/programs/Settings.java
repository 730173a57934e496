import static dev.weft.Weft.*;

void main() {
    IO.println(runtime().engine() + " " + maxProcs());
}
