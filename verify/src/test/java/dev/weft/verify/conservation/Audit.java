package dev.weft.verify.conservation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares journals. A value whose send returned normally must have been received once, on the channel that it was sent
 * on; no other value may have been received; and what one party received from another through one channel must have
 * come in the order in which it was sent.
 */
final class Audit {
    private static final int REPORTED = 20;

    private final List<Journal> parties;
    private final List<String> problems = new ArrayList<>();

    /** For each party and serial number: 1 + the channel on which the value was sent, or 0. */
    private final int[][] sentOn;

    /** For each party and serial number: 1 + the party that received the value, or 0. */
    private final int[][] receivedBy;

    /** @param parties all that sent or received, those that emptied the channels in the end included */
    private Audit(List<Journal> parties) {
        this.parties = parties;
        sentOn = new int[parties.size()][];
        receivedBy = new int[parties.size()][];
        for (int i = 0; i < parties.size(); i++) {
            if (parties.get(i).party() != i) throw new IllegalArgumentException("the parties' numbers have gaps");
            sentOn[i] = new int[parties.get(i).serials()];
            receivedBy[i] = new int[parties.get(i).serials()];
        }
    }

    /** The first problems found; none when the books balance. The place of a journal in the list is its party. */
    static List<String> problems(List<Journal> parties) {
        Audit audit = new Audit(parties);
        for (Journal journal : parties) journal.sent().forEach(entry -> audit.enterSent(journal, entry));
        for (Journal journal : parties) {
            Map<Long, Integer> latest = new HashMap<>();
            journal.received().forEach(entry -> audit.enterReceived(journal, entry, latest));
        }
        audit.findLost();
        return audit.problems;
    }

    private void enterSent(Journal sender, long entry) {
        int[] on = sentOn[sender.party()];
        int serial = Journal.serialOf(entry);
        if (Journal.partyOf(entry) != sender.party())
            report("%s sent somebody else's %s".formatted(sender.name(), text(entry)));
        else if (on[serial] != 0) report("%s was sent twice".formatted(text(entry)));
        else on[serial] = 1 + Journal.channelOf(entry);
    }

    private void enterReceived(Journal receiver, long entry, Map<Long, Integer> latest) {
        int sender = Journal.partyOf(entry);
        int serial = Journal.serialOf(entry);
        int channel = Journal.channelOf(entry);
        if (sender >= sentOn.length || serial >= sentOn[sender].length) {
            report("%s received %s, which nobody made".formatted(receiver.name(), text(entry)));
            return;
        }
        int on = sentOn[sender][serial] - 1;
        if (on < 0) {
            report("%s received %s, whose send gave up".formatted(receiver.name(), text(entry)));
        } else if (on != channel) {
            report("%s received %s, which was sent on channel %d".formatted(receiver.name(), text(entry), on));
        }
        int former = receivedBy[sender][serial] - 1;
        if (former >= 0) {
            report("%s received %s, and so did %s".formatted(receiver.name(), text(entry), parties.get(former).name()));
        }
        receivedBy[sender][serial] = 1 + receiver.party();
        Integer before = latest.put(((long) channel << 32) | sender, serial);
        if (before != null && before >= serial) {
            report("%s received %s after the later serial %d".formatted(receiver.name(), text(entry), before));
        }
    }

    private void findLost() {
        for (Journal sender : parties) {
            sender.sent().forEach(entry -> {
                if (receivedBy[sender.party()][Journal.serialOf(entry)] == 0) {
                    report("%s was sent and never received".formatted(text(entry)));
                }
            });
        }
    }

    private static String text(long entry) {
        return "value %d of party %d on channel %d".formatted(Journal.serialOf(entry), Journal.partyOf(entry),
                Journal.channelOf(entry));
    }

    private void report(String problem) {
        if (problems.size() < REPORTED) problems.add(problem);
    }
}
