package dev.weft.benchmarks.work;

import dev.weft.benchmarks.rows.Row;
import java.util.Map;

/** Finds the program of a row, for the Java peers. */
final class Programs {

    private Programs() {}

    /** A row's work in terms of a peer's primitives. */
    @FunctionalInterface
    interface Program {
        Outcome run(Primitives peer, int size) throws Exception;
    }

    /** The work of a row, run as a main program of the peer. */
    static Workload workload(Row row, Primitives peer) {
        return workload(program(row), peer);
    }

    /** The work of a program, for rows that can be written in several ways. */
    static Workload workload(Program program, Primitives peer) {
        return size -> {
            var result = new Result();
            peer.main(() -> result.outcome = program.run(peer, size));
            return result.outcome;
        };
    }

    /** Both of the JDK's clients. */
    static Map<String, Workload> fetching(Primitives peer) {
        return Map.of("HttpClient", workload(WebPrograms::fetchByHttpClient, peer),
                "HttpURLConnection", workload(WebPrograms::fetchByUrlConnection, peer));
    }

    /** Written by the main program, read after it ended. */
    private static final class Result {
        private Outcome outcome = Outcome.of("none", 0, Double.NaN);
    }

    private static Program program(Row row) {
        return switch (row) {
            case PING_PONG -> ChannelPrograms::pingPong;
            case UNBUFFERED -> ChannelPrograms::unbuffered;
            case BUFFERED -> ChannelPrograms::buffered;
            case SAME_GOROUTINE -> ChannelPrograms::sameGoroutine;
            case MANY_TO_MANY -> (peer, size) -> ChannelPrograms.manyToMany(peer, "e", 8, size);
            case CROWD_64 -> (peer, size) -> ChannelPrograms.manyToMany(peer, "x64", 32, size);
            case CROWD_10K -> (peer, size) -> ChannelPrograms.manyToMany(peer, "x10k", 5_000, size);
            case SELECT_2 -> ChannelPrograms::select2;
            case SELECT_8 -> ChannelPrograms::select8;
            case PIPELINE -> ChannelPrograms::pipeline;
            case SIEVE -> ChannelPrograms::sieve;
            case IDLE_CHANNEL -> ParkPrograms::idleChannel;
            case CLOSE -> ParkPrograms::close;
            case SPAWN -> SpawnPrograms::spawn;
            case SKYNET -> SpawnPrograms::skynet;
            case SKYNET_RSS -> SpawnPrograms::skynetResident;
            case YIELD -> SpawnPrograms::yieldBetweenTwo;
            case PARKED -> ParkPrograms::parkedReceivers;
            case CPU_BOUND -> SpawnPrograms::cpuBound;
            case TIMERS -> ParkPrograms::timers;
            case BEHIND_HOGS -> DelayPrograms::behindHogs;
            case BEHIND_NATIVE -> DelayPrograms::behindNative;
            case MUTEX -> SpawnPrograms::mutex;
            case WAIT_GROUP -> SyncPrograms::waitGroup;
            case SEMAPHORE -> SyncPrograms::semaphore;
            case ONCE -> SyncPrograms::once;
            case CONDITION -> SyncPrograms::condition;
            case CANCEL -> SyncPrograms::cancel;
            case MAP_1, MAP_1K, MAP_1M, MAP_100M -> LoopPrograms.map(row.id());
            case SUM_1, SUM_1K, SUM_1M, SUM_100M -> LoopPrograms.sum(row.id());
            case FETCH -> WebPrograms::fetchByHttpClient;
            case IMAGES -> ImagePrograms::images;
            case SERVE -> WebPrograms::serve;
        };
    }
}
