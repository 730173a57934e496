package shop.stock;

class NotUsed {
    int broken = "not compiled, because nothing refers to it";
}
