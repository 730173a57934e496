package dev.weft.programs;

import dev.weft.Weft;
import java.io.IOException;

/** A goroutine that fails without a program, and without a handler. */
public final class DetachedFailure {
    private DetachedFailure() {}

    public static void main(String[] arguments) {
        Weft.go("writer", () -> {
            throw new IOException("disk full");
        }).join();
        System.out.println("main goes on");
    }
}
