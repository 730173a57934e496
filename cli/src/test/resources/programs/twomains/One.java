void main() {
    IO.println("one");
}
