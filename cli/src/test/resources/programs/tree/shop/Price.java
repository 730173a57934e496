package shop;

final class Price {
    static String of(int coins) {
        return coins + " coins";
    }
}
