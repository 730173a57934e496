record Point(int x, int y) {}

class SecondClass {
    static void main() {
        System.out.println(new Point(1, 2));
    }
}
