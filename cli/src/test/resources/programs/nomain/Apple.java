class Apple {}
