package shop;

import shop.stock.Shelf;

class Till {
    public static void main(String[] arguments) {
        System.out.println("sold " + Shelf.take() + " at " + Price.of(3));
    }
}
