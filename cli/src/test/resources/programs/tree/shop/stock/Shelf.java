package shop.stock;

public final class Shelf {
    public static String take() {
        return "bread";
    }
}
