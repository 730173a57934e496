package dev.weft.verify;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that users of a module can name: its exported packages' public types with their public and protected members. */
final class ApiDump {
    private static final int SHOWN_ON_TYPES = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC
            | Modifier.ABSTRACT | Modifier.FINAL;
    private static final Set<String> OBJECT_METHODS = Set.of("toString()", "hashCode()", "equals(Object)");

    private final Path classes;
    private final Set<String> exported;
    private final Set<String> transitive;
    private final ApiNames names = new ApiNames();

    /** Reads the module that is compiled in a folder of the project; its classes are also on the class path. */
    ApiDump(String folder, String module) {
        classes = Project.classes(folder);
        ModuleDescriptor descriptor = ModuleFinder.of(classes).find(module).orElseThrow().descriptor();
        exported = descriptor.exports().stream().filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(TreeSet::new));
        transitive = descriptor.requires().stream()
                .filter(requires -> requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .map(ModuleDescriptor.Requires::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A heading for each type in the order of the names, its members below it in the order of their text. */
    String render() {
        var text = new StringBuilder();
        for (var type : publicTypes().values()) {
            text.append(heading(type)).append('\n');
            for (String member : members(type)) text.append("    ").append(member).append('\n');
            text.append('\n');
        }
        return text.toString();
    }

    /** Types that the API names although users cannot, such as a parameter's type in a package that is not exported. */
    List<String> namedButHidden() {
        render();
        return names.named().stream().filter(type -> !visible(type)).map(Class::getName).sorted().toList();
    }

    private SortedMap<String, Class<?>> publicTypes() {
        SortedMap<String, Class<?>> types = new TreeMap<>();
        for (String exported : exported) {
            Path folder = classes.resolve(exported.replace('.', '/'));
            for (Path file : Project.filesBelow(folder)) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                boolean topLevel = folder.equals(file.getParent()) && name.endsWith(".class") && !name.contains("$")
                        && !name.contains("-");
                if (topLevel) collect(load(exported + "." + name.replace(".class", "")), types);
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiDump.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("compiled, but not on the class path: " + name, e);
        }
    }

    private void collect(Class<?> type, SortedMap<String, Class<?>> types) {
        if (!visible(type)) return;
        types.put(type.getName(), type);
        for (Class<?> nested : type.getDeclaredClasses()) collect(nested, types);
    }

    private String heading(Class<?> type) {
        var heading = new StringBuilder(deprecation(type.isAnnotationPresent(Deprecated.class)));
        int hidden = type.isInterface() ? Modifier.ABSTRACT | Modifier.STATIC
                : type.isEnum() || type.isRecord() ? Modifier.FINAL | Modifier.STATIC | Modifier.ABSTRACT
                        : 0;
        append(heading, Modifier.toString(type.getModifiers() & SHOWN_ON_TYPES & ~hidden));
        if (type.isSealed()) heading.append("sealed ");
        heading.append(kind(type)).append(' ').append(names.qualified(type))
                .append(parameters(type.getTypeParameters()));
        if (type.isRecord()) heading.append(Arrays.stream(type.getRecordComponents())
                .map(component -> names.of(component.getAnnotatedType()) + " " + component.getName())
                .collect(Collectors.joining(", ", "(", ")")));
        AnnotatedType superclass = type.getAnnotatedSuperclass();
        boolean ordinaryClass = superclass != null && !type.isEnum() && !type.isRecord();
        if (ordinaryClass && type.getSuperclass() != Object.class) {
            list(heading, " extends ", visibleNames(superclass));
        }
        list(heading, type.isInterface() ? " extends " : " implements ", visibleNames(type.getAnnotatedInterfaces()));
        if (type.isSealed()) list(heading, " permits ", permitted(type));
        return heading.toString();
    }

    private List<String> visibleNames(AnnotatedType... parents) {
        return Arrays.stream(parents).filter(parent -> visible(ApiNames.rawClass(parent.getType()))).map(names::of)
                .toList();
    }

    /** What a user's exhaustive switch can list; dots stand for the rest, which only this project can. */
    private Collection<String> permitted(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .map(permitted -> visible(permitted) ? names.of(permitted) : "...").distinct().toList();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) return "@interface";
        if (type.isInterface()) return "interface";
        if (type.isEnum()) return "enum";
        return type.isRecord() ? "record" : "class";
    }

    /** Members inherited from types that users cannot name are this type's own, as users see it. */
    private Set<String> members(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Class<?> holder : holders(type)) {
            Stream.of(holder.getDeclaredFields()).filter(shownIn(type)).map(this::field).forEach(members::add);
            Stream.of(holder.getDeclaredMethods()).filter(shownIn(type))
                    .filter(method -> !implicit(type, method)).map(this::method).forEach(members::add);
        }
        Stream.of(type.getDeclaredConstructors()).filter(shownIn(type)).map(this::constructor).forEach(members::add);
        return members;
    }

    private List<Class<?>> holders(Class<?> type) {
        List<Class<?>> holders = new ArrayList<>(List.of(type));
        for (int i = 0; i < holders.size(); i++) {
            Class<?> holder = holders.get(i);
            Stream.concat(Stream.ofNullable(holder.getSuperclass()), Stream.of(holder.getInterfaces()))
                    .filter(parent -> !visible(parent)).forEach(holders::add);
        }
        return holders;
    }

    private static Predicate<Member> shownIn(Class<?> type) {
        boolean extensible = !Modifier.isFinal(type.getModifiers());
        return member -> !member.isSynthetic() && (Modifier.isPublic(member.getModifiers())
                || (extensible && Modifier.isProtected(member.getModifiers())));
    }

    private boolean implicit(Class<?> type, Method method) {
        String signature = method.getName() + arguments(method);
        if (OBJECT_METHODS.contains(signature.replace("@Nullable ", ""))) return true;
        return type.isEnum() && (signature.equals("values()") || signature.equals("valueOf(String)"));
    }

    private String field(Field field) {
        if (field.isEnumConstant()) return deprecation(field.isAnnotationPresent(Deprecated.class)) + field.getName();
        return modifiers(field) + names.of(field.getAnnotatedType()) + " " + field.getName();
    }

    private String method(Method method) {
        String parameters = parameters(method.getTypeParameters());
        return modifiers(method) + (method.isDefault() ? "default " : "") + parameters
                + (parameters.isEmpty() ? "" : " ")
                + names.of(method.getAnnotatedReturnType()) + " " + method.getName() + arguments(method)
                + thrown(method);
    }

    private String constructor(Constructor<?> constructor) {
        return modifiers(constructor) + "new" + arguments(constructor) + thrown(constructor);
    }

    private <M extends Member & java.lang.reflect.AnnotatedElement> String modifiers(M member) {
        int shown = SHOWN_ON_TYPES;
        if (member.getDeclaringClass().isInterface()) shown &= ~(Modifier.PUBLIC | Modifier.ABSTRACT);
        var modifiers = new StringBuilder(deprecation(member.isAnnotationPresent(Deprecated.class)));
        append(modifiers, Modifier.toString(member.getModifiers() & shown));
        return modifiers.toString();
    }

    private String arguments(Executable executable) {
        List<String> types = new ArrayList<>(names.all(executable.getAnnotatedParameterTypes()));
        if (executable.isVarArgs()) types.add(types.removeLast().replaceFirst("\\[]$", "..."));
        return "(" + String.join(", ", types) + ")";
    }

    private String thrown(Executable executable) {
        var thrown = new StringBuilder();
        list(thrown, " throws ", names.all(executable.getAnnotatedExceptionTypes()));
        return thrown.toString();
    }

    private String parameters(TypeVariable<?>[] variables) {
        if (variables.length == 0) return "";
        return Arrays.stream(variables).map(this::parameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private String parameter(TypeVariable<?> variable) {
        List<String> bounds = names.all(variable.getAnnotatedBounds()).stream().filter(bound -> !bound.equals("Object"))
                .toList();
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds));
    }

    private boolean visible(Class<?> type) {
        if (type.isArray()) return visible(type.getComponentType());
        if (type.isPrimitive()) return true;
        if ((type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0) return false;
        if (type.getEnclosingClass() != null) return visible(type.getEnclosingClass());
        return exported.contains(type.getPackageName()) || type.getModule().isNamed() || comesWithTheModule(type);
    }

    /** Whether the type's module is one that whoever requires this module gets with it. */
    private boolean comesWithTheModule(Class<?> type) {
        try {
            Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return ModuleFinder.of(place).findAll().stream().map(ModuleReference::descriptor)
                    .anyMatch(module -> transitive.contains(module.name()) && module.exports().stream()
                            .anyMatch(exports -> !exports.isQualified()
                                    && exports.source().equals(type.getPackageName())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where does " + type + " come from?", e);
        }
    }

    private static String deprecation(boolean deprecated) {
        return deprecated ? "@Deprecated " : "";
    }

    private static void append(StringBuilder text, @Nullable String words) {
        if (words != null && !words.isEmpty()) text.append(words).append(' ');
    }

    private static void list(StringBuilder text, String before, Collection<String> items) {
        if (!items.isEmpty()) text.append(before).append(String.join(", ", items));
    }
}
