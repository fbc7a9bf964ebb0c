package org.knime.core.data;

/** The cell without a value; a stand-in with the signatures of KNIME's. */
public final class MissingCell extends DataCell implements MissingValue {
    static final MissingCell INSTANCE = new MissingCell(null);
    private static final long serialVersionUID = 1;
    private final String error;

    public MissingCell(String error) {
        this.error = error;
    }

    @Override
    public String getError() {
        return error;
    }

    @Override
    public boolean isMissing() {
        return true;
    }

    @Override
    public String toString() {
        return "?";
    }

    @Override
    protected boolean equalsDataCell(DataCell cell) {
        return cell.isMissing();
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
