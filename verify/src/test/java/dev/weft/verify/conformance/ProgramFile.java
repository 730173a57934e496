package dev.weft.verify.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads programs from a file with one JSON object a line, plain or compressed ({@code .gz}). */
final class ProgramFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProgramFile() {}

    /** The programs that come with the project. */
    static List<Program> ofProject() throws IOException {
        InputStream resource = ProgramFile.class.getResourceAsStream("/conformance/programs.jsonl");
        try (InputStream in = Objects.requireNonNull(resource, "the programs are a test resource")) {
            return read("programs.jsonl", in);
        }
    }

    static List<Program> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
        }
    }

    private static List<Program> read(String name, InputStream in) throws IOException {
        List<Program> programs = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) continue;
            try {
                programs.add(parse(line));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("%s:%d: %s".formatted(name, number, e.getMessage()), e);
            }
        }
        if (programs.isEmpty()) throw new IOException(name + ": no program in it");
        return programs;
    }

    static Program parse(String line) throws IOException {
        JsonNode root = JSON.readTree(line);
        List<List<Op>> goroutines = new ArrayList<>();
        for (JsonNode goroutine : list(root, "goroutines")) {
            List<Op> ops = new ArrayList<>();
            for (JsonNode op : goroutine) ops.add(op(op));
            goroutines.add(List.copyOf(ops));
        }
        Set<String> outcomes = new LinkedHashSet<>();
        for (JsonNode outcome : list(root, "outcomes")) outcomes.add(text(outcome));
        Program program = new Program(text(root.path("name")), numbers(root, "channels"),
                root.has("mutexes") ? number(root.path("mutexes")) : 0, numbers(root, "waitgroups"),
                List.copyOf(goroutines), outcomes);
        checkPlaces(program);
        return program;
    }

    private static Op op(JsonNode op) {
        String name = text(op.path(0));
        return switch (name) {
            case "send", "recv" -> communication(op);
            case "close" -> new Op.Close(argument(op, 1));
            case "len" -> new Op.Length(argument(op, 1));
            case "cap" -> new Op.Capacity(argument(op, 1));
            case "lock" -> new Op.Lock(argument(op, 1));
            case "unlock" -> new Op.Unlock(argument(op, 1));
            case "wgdone" -> new Op.Done(argument(op, 1));
            case "wgwait" -> new Op.Await(argument(op, 1));
            case "select" -> select(op);
            default -> throw new IllegalArgumentException("unknown operation " + op);
        };
    }

    private static Op.Communication communication(JsonNode op) {
        return switch (text(op.path(0))) {
            case "send" -> new Op.Send(argument(op, 1), number(op.path(2)));
            case "recv" -> new Op.Receive(argument(op, 1));
            default -> throw new IllegalArgumentException("not a case of a select: " + op);
        };
    }

    private static Op.Select select(JsonNode op) {
        if (!op.path(1).isArray() || !op.path(2).isBoolean()) {
            throw new IllegalArgumentException("not [\"select\", [case, ...], hasDefault]: " + op);
        }
        List<Op.Communication> cases = new ArrayList<>();
        for (JsonNode each : op.path(1)) cases.add(communication(each));
        return new Op.Select(List.copyOf(cases), op.path(2).booleanValue());
    }

    private static void checkPlaces(Program program) {
        for (List<Op> ops : program.goroutines()) {
            for (Op op : ops) checkPlaces(program, op);
        }
    }

    private static void checkPlaces(Program program, Op op) {
        switch (op) {
            case Op.Communication it -> checkChannel(program, it.channel());
            case Op.Close it -> checkChannel(program, it.channel());
            case Op.Length it -> checkChannel(program, it.channel());
            case Op.Capacity it -> checkChannel(program, it.channel());
            case Op.Lock it -> Objects.checkIndex(it.mutex(), program.mutexes());
            case Op.Unlock it -> Objects.checkIndex(it.mutex(), program.mutexes());
            case Op.Done it -> Objects.checkIndex(it.waitGroup(), program.counts().size());
            case Op.Await it -> Objects.checkIndex(it.waitGroup(), program.counts().size());
            case Op.Select it -> it.cases().forEach(each -> checkChannel(program, each.channel()));
        }
    }

    private static void checkChannel(Program program, int channel) {
        if (channel < Op.NIL_CHANNEL || channel >= program.capacities().size()) {
            throw new IllegalArgumentException("no channel " + channel);
        }
    }

    // -------------------------------------------------------------------------------------------- JSON's types

    private static JsonNode list(JsonNode object, String name) {
        JsonNode found = object.path(name);
        if (!found.isArray()) throw new IllegalArgumentException("no list " + name);
        return found;
    }

    private static List<Integer> numbers(JsonNode object, String name) {
        List<Integer> numbers = new ArrayList<>();
        if (object.has(name)) {
            for (JsonNode number : list(object, name)) numbers.add(number(number));
        }
        return List.copyOf(numbers);
    }

    private static int argument(JsonNode op, int place) {
        return number(op.path(place));
    }

    private static int number(JsonNode node) {
        if (!node.isInt()) throw new IllegalArgumentException("not a number: " + node);
        return node.intValue();
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) throw new IllegalArgumentException("not a text: " + node);
        return node.textValue();
    }
}
