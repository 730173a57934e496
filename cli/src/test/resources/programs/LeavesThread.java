void main() {
    Thread main = Thread.currentThread();
    Thread.ofPlatform().daemon(false).start(() -> {
        try {
            main.join();
            IO.println("still here after main");
        } catch (InterruptedException e) {
            IO.println("interrupted");
        }
    });
}
