interface Pear { int weight(); }
