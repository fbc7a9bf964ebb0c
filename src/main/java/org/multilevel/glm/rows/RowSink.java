package org.multilevel.glm.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.multilevel.data.Progress;
import org.multilevel.design.DesignBlock;
import org.multilevel.fit.rows.Room;

/** Takes the blocks of a model's rows: keeps them in memory, and moves them all to a file once they would not fit. */
final class RowSink {
    private final int p;
    private final int[] widths;
    private final Room room;
    private final Progress progress;
    private final RowBlock.Shared shared = new RowBlock.Shared(DesignBlock.CAPACITY);
    private List<RowBlock> blocks = new ArrayList<>();
    private Optional<FileRows.Writer> file = Optional.empty();
    private long bytes;
    private long held;

    RowSink(int p, int[] widths, Room room, Progress progress) {
        this.p = p;
        this.widths = widths;
        this.room = room;
        this.progress = progress;
    }

    /** Takes a block of at most {@link DesignBlock#CAPACITY} rows. */
    void add(RowBlock block) {
        held += block.rows;
        if (file.isPresent()) {
            file.get().add(block);
            return;
        }
        block.share(shared);
        blocks.add(block);
        bytes += block.bytes();
        if (!room.hasForRows(bytes)) {
            FileRows.Writer writer = new FileRows.Writer(DesignBlock.CAPACITY, p, widths, progress);
            blocks.forEach(writer::add);
            blocks = List.of();
            file = Optional.of(writer);
        }
    }

    /** Returns how many rows it was given. */
    long held() {
        return held;
    }

    RowStore end() {
        return file.<RowStore>map(FileRows.Writer::end).orElseGet(() -> new MemoryRows(blocks, p));
    }
}
