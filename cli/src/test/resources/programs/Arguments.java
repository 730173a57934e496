void main(String[] arguments) {
    for (String argument : arguments) IO.println("[" + argument + "]");
    System.exit(arguments.length);
}
