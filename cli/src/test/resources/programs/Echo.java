void main() {
    for (String line; (line = IO.readln("")) != null; ) IO.println("> " + line);
}
