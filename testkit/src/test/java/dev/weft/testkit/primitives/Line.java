package dev.weft.testkit.primitives;

import dev.weft.ReceiveChannel;
import dev.weft.flow.PipelineRun;

/** A pipeline at work, or its twin. */
interface Line {
    ReceiveChannel<Integer> results();

    void stop();

    void cancel();

    void join() throws Exception;

    static Line of(PipelineRun<Integer> run) {
        return new Line() {
            @Override
            public ReceiveChannel<Integer> results() {
                return run.results();
            }

            @Override
            public void stop() {
                run.stop();
            }

            @Override
            public void cancel() {
                run.cancel();
            }

            @Override
            public void join() throws Exception {
                run.join();
            }
        };
    }
}
