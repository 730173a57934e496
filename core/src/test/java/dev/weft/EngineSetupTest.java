package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build runs all tests twice; this says that the two runs are what they claim to be. */
class EngineSetupTest {
    @Test
    void javaLangIsOpenForOurEngineOnly() {
        String engine = System.getProperty("weft.engine");
        assertThat(engine).isIn("own", "jdk");
        boolean open = Object.class.getModule().isOpen("java.lang", Signal.class.getModule());
        assertThat(open).as("java.lang is open to %s, engine %s", Signal.class.getModule(), engine)
                .isEqualTo("own".equals(engine));
    }

    @Test
    void testsRunInsideTheModule() {
        assertThat(Signal.class.getModule().getName()).isEqualTo("dev.weft");
        assertThat(EngineSetupTest.class.getModule()).isSameAs(Signal.class.getModule());
    }
}
