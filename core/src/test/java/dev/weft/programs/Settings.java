package dev.weft.programs;

import dev.weft.Weft;

/** Says how goroutines are run, and runs one. */
public final class Settings {
    private Settings() {}

    public static void main(String[] arguments) throws Exception {
        Weft.run(() -> System.out.printf("%s %d%n", Weft.runtime().engine(), Weft.maxProcs()));
    }
}
