package org.knime.core.node.streamable;

/** Which part of a table an operator gets; a stand-in with the signatures of KNIME's. */
public class PartitionInfo {
    private final int index;
    private final int count;

    public PartitionInfo(int partitionIndex, int partitionCount) {
        index = partitionIndex;
        count = partitionCount;
    }

    public int getPartitionIndex() {
        return index;
    }

    public int getPartitionCount() {
        return count;
    }
}
