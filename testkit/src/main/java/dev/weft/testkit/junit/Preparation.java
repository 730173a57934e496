package dev.weft.testkit.junit;

import dev.weft.testkit.internal.simulation.Availability;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Sets up Weft for simulation before the first test of a JVM can use it. JUnit finds this class by itself. */
public final class Preparation implements LauncherSessionListener {
    /** Called by JUnit. */
    public Preparation() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Availability.prepare();
    }
}
