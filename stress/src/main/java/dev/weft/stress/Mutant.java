package dev.weft.stress;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.FieldTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The core with a mistake in one class. A folder with the mutated class stands before the core on the class path of a
 * JVM.
 *
 * <p>A mutant whose place has moved would be a mutant without a mistake, which nothing can catch; so a mutation that
 * finds nothing to change is an error.
 */
public final class Mutant {
    private static final String CORE = "dev.weft.internal.";

    private record Change(String method, Mutation mutation) {
        @Override
        public String toString() {
            return method + " " + mutation;
        }
    }

    private final String type;
    private final List<Change> changes = new ArrayList<>();

    private Mutant(String type) {
        this.type = type;
    }

    /** A mutant of a class of the core's internals, named from there on, as {@code park.Fiber}; still unchanged. */
    public static Mutant of(String type) {
        return new Mutant(CORE + type);
    }

    /** Adds a mutation of all methods with the name {@code method}. */
    public Mutant in(String method, Mutation mutation) {
        changes.add(new Change(method, mutation));
        return this;
    }

    /** Makes a volatile field a plain one. */
    public Mutant withPlain(String field) {
        return in(field, new Mutation.Plain());
    }

    /** Writes the mutated class, and nothing else, below {@code folder}. */
    public void writeTo(Path folder) throws IOException {
        String file = type.replace('.', '/') + ".class";
        byte[] code;
        try (InputStream original = Mutant.class.getResourceAsStream("/" + file)) {
            code = Objects.requireNonNull(original, () -> "no class " + type).readAllBytes();
        }
        for (Change change : changes) {
            code = mutate(code, change);
        }
        Path target = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, code);
    }

    private byte[] mutate(byte[] original, Change change) {
        var found = new AtomicInteger();
        ClassFile classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(Mutant.class.getClassLoader()).cached()));
        byte[] mutated = classes.transformClass(classes.parse(original),
                change.mutation instanceof Mutation.Plain ? plain(change, found) : instructions(change, found));
        if (found.get() == 0) {
            throw new IllegalStateException("mutate: nothing to change for " + change + " (" + type + ")");
        }
        return mutated;
    }

    private static ClassTransform instructions(Change change, AtomicInteger found) {
        CodeTransform inCode = (code, element) -> {
            if (change.mutation.write(code, element)) {
                found.incrementAndGet();
            } else {
                code.with(element);
            }
        };
        return ClassTransform.transformingMethodBodies(each -> each.methodName().equalsString(change.method), inCode);
    }

    private static ClassTransform plain(Change change, AtomicInteger found) {
        FieldTransform withoutVolatile = (field, element) -> {
            if (element instanceof AccessFlags flags && (flags.flagsMask() & ClassFile.ACC_VOLATILE) != 0) {
                field.withFlags(flags.flagsMask() & ~ClassFile.ACC_VOLATILE);
                found.incrementAndGet();
            } else {
                field.with(element);
            }
        };
        return (type, element) -> {
            if (element instanceof FieldModel field && field.fieldName().equalsString(change.method)) {
                type.transformField(field, withoutVolatile);
            } else {
                type.with(element);
            }
        };
    }

    /** For example {@code park.Fiber: [ready getAndSet -> getThenSet]}. */
    @Override
    public String toString() {
        return type.replace(CORE, "") + ": " + changes;
    }
}
