// The sieve of Eratosthenes as a line of goroutines: each new prime adds a filter that lets its multiples fall out.
//
// In Go: a goroutine and a channel for each prime, chained in a loop; `%` decides what goes on.
//
// Argument: how many primes (default 20).

import static dev.weft.Weft.*;

import dev.weft.*;

void main(String[] args) {
    int wanted = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    ReceiveChannel<Integer> candidates = countFrom(2);
    for (int i = 0; i < wanted; i++) {
        int prime = candidates.receive();
        IO.println(prime);
        candidates = withoutMultiples(candidates, prime);
    }
    // The filters still wait; they end with main.
}

ReceiveChannel<Integer> countFrom(int first) {
    Channel<Integer> out = Channel.unbuffered("candidates");
    go("count", () -> {
        for (int n = first;; n++) out.send(n);
    });
    return out;
}

ReceiveChannel<Integer> withoutMultiples(ReceiveChannel<Integer> in, int prime) {
    Channel<Integer> out = Channel.unbuffered("not divided by " + prime);
    go("filter-" + prime, () -> {
        for (int n : in) {
            if (n % prime != 0) out.send(n);
        }
    });
    return out;
}
