package dev.weft.verify.clients;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Starts programs, talks with them, and waits for their end. */
final class Processes implements Client {
    /** Less than a pipe holds, so that writing it all before reading is no deadlock. */
    private static final int SIZE = 4000;

    @Override
    public int crowd() {
        return 4;
    }

    @Override
    public void once(int worker, int round) throws Exception {
        int status = round % 7;
        Process process = new ProcessBuilder("sh", "-c", "cat; exit " + status).start();
        try {
            byte[] sent = Client.bytes(SIZE, worker, round);
            try (var input = process.getOutputStream()) {
                input.write(sent);
            }
            byte[] received = process.getInputStream().readAllBytes();
            Client.check(Arrays.equals(sent, received), "the process answered something else");
            Client.check(process.waitFor(20, TimeUnit.SECONDS), "the process does not end");
            Client.check(process.exitValue() == status, "exit status " + process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Each call has ended its own process. */
    @Override
    public void finish() {}
}
