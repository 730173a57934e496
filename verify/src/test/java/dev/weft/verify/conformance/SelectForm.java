package dev.weft.verify.conformance;

import dev.weft.Attempt;
import dev.weft.Case;
import dev.weft.Channel;
import dev.weft.Selector;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The ways in which Weft can say a select. Each gives the same tokens, so a program can be run with any. */
sealed interface SelectForm {
    /** Does the select and returns its token. */
    String run(Op.Select select);

    /** {@code select} with cases that return, fair or in order of priority (which is one of the fair choices). */
    record Expression(Setting setting, boolean prioritized) implements SelectForm {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public String run(Op.Select select) {
            List<Case<String>> cases = new ArrayList<>();
            for (int i = 0; i < select.cases().size(); i++) cases.add(caseOf(i, select.cases().get(i)));
            if (select.hasDefault()) cases.add(Weft.otherwise(() -> "default"));
            Case<String>[] array = cases.toArray(new Case[0]);
            return prioritized ? Weft.selectPrioritized(array) : Weft.select(array);
        }

        private Case<String> caseOf(int index, Op.Communication operation) {
            Channel<Integer> channel = setting.channel(operation.channel());
            return switch (operation) {
                case Op.Send send -> Weft.send(channel, send.value(), () -> index + ":sent");
                case Op.Receive receive -> Weft.<Integer, String>receive(channel, value -> index + ":" + value)
                        .onClosed(() -> index + ":closed");
            };
        }
    }

    /** {@code select} with cases that act. */
    record Statement(Setting setting) implements SelectForm {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public String run(Op.Select select) {
            AtomicReference<String> token = new AtomicReference<>("no action ran");
            List<Case<@Nullable Void>> cases = new ArrayList<>();
            for (int i = 0; i < select.cases().size(); i++) cases.add(caseOf(i, select.cases().get(i), token));
            if (select.hasDefault()) cases.add(Weft.onDefault(() -> token.set("default")));
            Weft.<@Nullable Void>select(cases.toArray(new Case[0]));
            return token.get();
        }

        private Case<@Nullable Void> caseOf(int index, Op.Communication operation, AtomicReference<String> token) {
            Channel<Integer> channel = setting.channel(operation.channel());
            return switch (operation) {
                case Op.Send send -> Weft.onSend(channel, send.value(), () -> token.set(index + ":sent"));
                case Op.Receive receive -> Weft.<Integer>onReceive(channel, value -> token.set(index + ":" + value))
                        .onClosed(() -> token.set(index + ":closed"));
            };
        }
    }

    /** One {@code Selector} for all selects of a goroutine, used again for each with other cases switched on. */
    final class Reused implements SelectForm {
        private final Selector selector;
        private final List<Added> added = new ArrayList<>();

        /** A case of the selector, with the operation that it is for. */
        private sealed interface Added {
            void enable(boolean enabled);

            record Sending(Op.Send operation, Selector.Sending<Integer> in) implements Added {
                @Override
                public void enable(boolean enabled) {
                    if (enabled) in.offer(operation.value());
                    else in.enable(false);
                }
            }

            record Receiving(Selector.Receiving<Integer> in) implements Added {
                @Override
                public void enable(boolean enabled) {
                    in.enable(enabled);
                }
            }
        }

        /** Where each select's cases begin in {@link #added}; the order is that of the goroutine's selects. */
        private final List<Op.Select> selects = new ArrayList<>();

        Reused(Setting setting, List<Op> ops, boolean prioritized) {
            selector = prioritized ? Selector.prioritized() : Selector.fair();
            for (Op op : ops) {
                if (op instanceof Op.Select select) add(setting, select);
            }
        }

        private void add(Setting setting, Op.Select select) {
            selects.add(select);
            for (Op.Communication operation : select.cases()) {
                Channel<Integer> channel = setting.channel(operation.channel());
                Added one = switch (operation) {
                    case Op.Send send -> new Added.Sending(send, selector.send(channel));
                    case Op.Receive receive -> new Added.Receiving(selector.receive(channel));
                };
                one.enable(false);
                added.add(one);
            }
        }

        @Override
        public String run(Op.Select select) {
            int first = 0;
            int which = 0;
            // The same object, not an equal one: a goroutine may do an equal select twice.
            while (selects.get(which) != select) first += selects.get(which++).cases().size();
            List<Added> own = added.subList(first, first + select.cases().size());
            own.forEach(each -> each.enable(true));
            try {
                int chosen = select.hasDefault() ? selector.trySelect() : selector.select();
                return chosen < 0 ? "default" : token(chosen - first, added.get(chosen));
            } finally {
                own.forEach(each -> each.enable(false));
            }
        }

        private static String token(int index, Added done) {
            return index + ":" + switch (done) {
                case Added.Sending sending -> "sent";
                case Added.Receiving receiving ->
                    receiving.in.isClosed() ? "closed" : String.valueOf(receiving.in.take());
            };
        }
    }

    /** Go's compiler turns a select with one case and a default into a try; so may a user of Weft. */
    record Trying(Setting setting, SelectForm others) implements SelectForm {
        @Override
        public String run(Op.Select select) {
            if (!select.hasDefault() || select.cases().size() != 1) return others.run(select);
            Op.Communication operation = select.cases().getFirst();
            Channel<Integer> channel = setting.channel(operation.channel());
            return switch (operation) {
                case Op.Send send -> channel.trySend(send.value()) ? "0:sent" : "default";
                case Op.Receive receive -> switch (channel.tryReceive()) {
                    case Attempt.Value<Integer>(Integer value) -> "0:" + value;
                    case Attempt.Closed<Integer>() -> "0:closed";
                    case Attempt.Empty<Integer>() -> "default";
                };
            };
        }
    }
}
