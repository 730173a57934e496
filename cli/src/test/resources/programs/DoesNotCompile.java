void main() {
    int count = "three";
    IO.println(cuont);
}
