class NoMain {
    private static void main(String[] arguments) {}

    int main(int number) {
        return number;
    }
}
