package dev.weft.verify.clients;

/** Something that a goroutine does again and again, and that blocks in other ways than Weft's own. */
interface Client {
    /** How many goroutines do it at the same time. */
    int crowd();

    /**
     * Does it once and checks the outcome.
     *
     * @param worker which of the crowd, from 0
     * @param round how often this one has done it before
     * @throws Exception if anything is not as it must be
     */
    void once(int worker, int round) throws Exception;

    /** Checks what must hold when all is done, and cleans up. */
    void finish() throws Exception;

    /** Fails, saying what is wrong. */
    static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    /** Bytes that depend on two numbers, so that those of somebody else are noticed. */
    static byte[] bytes(int length, int worker, int round) {
        byte[] bytes = new byte[length];
        int x = worker * 31 + round + 1;
        for (int i = 0; i < length; i++) {
            x = x * 1_103_515_245 + 12_345;
            bytes[i] = (byte) (x >>> 16);
        }
        return bytes;
    }
}
