package dev.weft.stress;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** A change of a method's instructions, or of a field. */
public sealed interface Mutation {
    /** Writes what takes the place of {@code element}; false if the mutation does not concern it. */
    boolean write(CodeBuilder code, CodeElement element);

    /** The calls of {@code method} do nothing; where they give a number or a boolean, it is {@code result}. */
    record Drop(String method, int result) implements Mutation {
        /** For calls whose result is a reference, or that have none. */
        public Drop(String method) {
            this(method, 0);
        }

        @Override
        public boolean write(CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(method)) {
                return false;
            }
            MethodTypeDesc type = call.typeSymbol();
            for (int i = type.parameterCount() - 1; i >= 0; i--) {
                pop(code, type.parameterType(i));
            }
            if (call.opcode() != Opcode.INVOKESTATIC) {
                code.pop();
            }
            push(code, type.returnType());
            return true;
        }

        @Override
        public String toString() {
            return "without " + method;
        }

        private static void pop(CodeBuilder code, ClassDesc type) {
            if (isWide(type)) {
                code.pop2();
            } else {
                code.pop();
            }
        }

        private void push(CodeBuilder code, ClassDesc type) {
            switch (type.descriptorString()) {
                case "V" -> {}
                case "J" -> code.loadConstant((long) result);
                case "Z", "I" -> code.loadConstant(result);
                default -> code.aconst_null();
            }
        }
    }

    /** {@link java.lang.invoke.VarHandle} accesses of {@code mode} have another mode, of the same shape. */
    record Weaken(String mode, String weaker) implements Mutation {
        @Override
        public boolean write(CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call) || !isAccess(call, mode)) {
                return false;
            }
            code.invokevirtual(call.owner().asSymbol(), weaker, call.typeSymbol());
            return true;
        }

        @Override
        public String toString() {
            return weaker + " for " + mode;
        }
    }

    /** The calls of {@code method} go to the method of {@link Substitutes} with the name {@code substitute}. */
    record Divert(String method, String substitute) implements Mutation {
        private static final ClassDesc SUBSTITUTES = Substitutes.class.describeConstable().orElseThrow();

        @Override
        public boolean write(CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(method)) {
                return false;
            }
            code.invokestatic(SUBSTITUTES, substitute, Substitutes.typeOf(substitute));
            return true;
        }

        @Override
        public String toString() {
            return substitute + " for " + method;
        }
    }

    /** Writes of {@code field} do not happen. */
    record Forget(String field) implements Mutation {
        @Override
        public boolean write(CodeBuilder code, CodeElement element) {
            if (!(element instanceof FieldInstruction access) || access.opcode() != Opcode.PUTFIELD
                    || !access.name().equalsString(field)) {
                return false;
            }
            if (isWide(access.typeSymbol())) {
                code.pop2().pop();
            } else {
                code.pop2();
            }
            return true;
        }

        @Override
        public String toString() {
            return "without setting " + field;
        }
    }

    /** A field is not volatile; concerns no instruction. */
    record Plain() implements Mutation {
        @Override
        public boolean write(CodeBuilder code, CodeElement element) {
            return false;
        }

        @Override
        public String toString() {
            return "is not volatile";
        }
    }

    private static boolean isAccess(InvokeInstruction call, String mode) {
        return call.owner().asInternalName().equals("java/lang/invoke/VarHandle") && call.name().equalsString(mode);
    }

    private static boolean isWide(ClassDesc type) {
        return type.descriptorString().equals("J") || type.descriptorString().equals("D");
    }
}
