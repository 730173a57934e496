package dev.weft.snippets;

import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples that the Javadoc of scopes shows. */
class ScopeSnippets {
    private static String fetch(String what) throws IOException {
        if (what.isEmpty()) {
            throw new IOException("nothing to fetch");
        }
        return "the " + what;
    }

    @Test
    void scope() throws Exception {
        List<String> page = new ArrayList<>();
        run(() -> {
            // @start region="scope"
            try (var scope = Scope.open()) {
                var user = scope.fork("user", () -> fetch("user"));
                var orders = scope.fork("orders", () -> fetch("orders"));
                scope.join(); // waits for both; if one fails, cancels the other and throws its failure
                page.add(user.get() + " with " + orders.get());
            }
            // @end
        });
        assertThat(page).containsExactly("the user with the orders");
    }

    @Test
    void policies() throws Exception {
        run(() -> {
            List<String> mirrors = List.of("", "near mirror", "far mirror");
            // @start region="policies"
            try (var scope = Scope.open("race", Scope.Policy.firstSuccess().timeout(Duration.ofSeconds(5)))) {
                var answers = new ArrayList<Scope.Forked<String>>();
                for (String mirror : mirrors) answers.add(scope.fork(mirror, () -> fetch(mirror)));
                scope.join(); // one has an answer, and the others are cancelled
                assertThat(answers).anyMatch(Scope.Forked::hasValue);
            }

            try (var scope = Scope.open(Scope.Policy.allFailures().parallelism(2))) {
                for (String mirror : mirrors) scope.go(() -> fetch(mirror)); // two at a time
                assertThatThrownBy(scope::join).hasMessage("nothing to fetch"); // the others were not cancelled
            }

            try (var scope = Scope.withTimeout(Duration.ofMillis(10))) {
                scope.go("slow", () -> sleep(Duration.ofHours(1)));
                assertThatThrownBy(scope::join).hasMessageStartingWith("the deadline has passed");
            }
            // @end
        });
    }
}
