package dev.weft.verify.conformance;

import dev.weft.Channel;
import dev.weft.sync.Mutex;
import dev.weft.sync.WaitGroup;
import java.util.ArrayList;
import java.util.List;

/** The channels, mutexes and wait groups of one run of a program. */
record Setting(List<Channel<Integer>> channels, List<Mutex> mutexes, List<WaitGroup> waitGroups) {
    static Setting of(Program program) {
        Setting setting = new Setting(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int capacity : program.capacities()) {
            setting.channels.add(capacity == 0 ? Channel.unbuffered() : Channel.buffered(capacity));
        }
        for (int i = 0; i < program.mutexes(); i++) setting.mutexes.add(new Mutex());
        for (int count : program.counts()) {
            WaitGroup group = new WaitGroup();
            group.add(count);
            setting.waitGroups.add(group);
        }
        return setting;
    }

    Channel<Integer> channel(int number) {
        return number == Op.NIL_CHANNEL ? Channel.never() : channels.get(number);
    }
}
