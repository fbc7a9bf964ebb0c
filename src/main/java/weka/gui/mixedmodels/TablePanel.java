package weka.gui.mixedmodels;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.table.DefaultTableCellRenderer;
import org.multilevel.result.ResultTable;
import weka.classifiers.functions.ResultInstances;
import weka.core.Instances;
import weka.core.converters.CSVSaver;

/** Shows one of some tables of results, which can be sorted by a click on a column's name, copied and saved. */
final class TablePanel extends JPanel {
    private static final long serialVersionUID = 1L;

    private final transient List<Entry> entries;
    private final JComboBox<String> choice;
    private final JTable shown = new JTable();

    /**
     * A table in the choice.
     *
     * @param name what it is called
     * @param table makes it when it is to be shown
     */
    record Entry(String name, Supplier<ResultTable> table) {}

    TablePanel(List<Entry> entries) {
        super(new BorderLayout());
        this.entries = List.copyOf(entries);
        this.choice = new JComboBox<>(entries.stream().map(Entry::name).toArray(String[]::new));
        choice.setName("table");
        shown.setName("cells");
        shown.setAutoCreateRowSorter(true);
        shown.setAutoResizeMode(JTable.AUTO_RESIZE_OFF);
        shown.setDefaultRenderer(Double.class, new Numbers());
        JButton copy = new JButton("Copy");
        copy.setToolTipText("Copy the selected rows, or all, with the names of the columns");
        copy.addActionListener(event ->
                Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text()), null));
        JButton save = new JButton("Save...");
        save.setToolTipText("Save the table as CSV, in full precision");
        save.addActionListener(event -> save());
        JPanel bar = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 4));
        bar.add(choice);
        bar.add(copy);
        bar.add(save);
        add(bar, BorderLayout.NORTH);
        add(new JScrollPane(shown), BorderLayout.CENTER);
        choice.addActionListener(event -> show(table()));
        show(table());
    }

    private ResultTable table() {
        return entries.get(Math.max(0, choice.getSelectedIndex())).table().get();
    }

    private void show(ResultTable table) {
        shown.setModel(new ResultTableModel(table));
        for (int column = 0; column < shown.getColumnCount(); column++) {
            shown.getColumnModel().getColumn(column).setPreferredWidth(width(column));
        }
    }

    private int width(int column) {
        int width = 60;
        for (int row = 0; row < Math.min(shown.getRowCount(), 200); row++) {
            Component cell = shown.prepareRenderer(shown.getCellRenderer(row, column), row, column);
            width = Math.max(width, cell.getPreferredSize().width + 12);
        }
        int header = shown.getFontMetrics(shown.getTableHeader().getFont()).stringWidth(shown.getColumnName(column));
        return Math.min(400, Math.max(width, header + 30));
    }

    /** Returns the selected rows, or all, in the order shown, with tabs between. */
    String text() {
        int[] rows = shown.getSelectedRowCount() > 0
                ? shown.getSelectedRows()
                : IntStream.range(0, shown.getRowCount()).toArray();
        String header = IntStream.range(0, shown.getColumnCount())
                .mapToObj(shown::getColumnName)
                .collect(Collectors.joining("\t"));
        return IntStream.of(rows)
                .mapToObj(row -> IntStream.range(0, shown.getColumnCount())
                        .mapToObj(column -> shown.getValueAt(row, column))
                        .map(cell -> cell == null ? "" : cell.toString())
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    private void save() {
        JFileChooser chooser = new JFileChooser();
        chooser.setSelectedFile(new File(table().name() + ".csv"));
        if (chooser.showSaveDialog(this) == JFileChooser.APPROVE_OPTION) {
            try {
                save(ResultInstances.of(table()), chooser.getSelectedFile());
            } catch (IOException e) {
                JOptionPane.showMessageDialog(this, e.getMessage(), "Save the table", JOptionPane.ERROR_MESSAGE);
            }
        }
    }

    /** Saves data as CSV, in full precision. */
    static void save(Instances data, File file) throws IOException {
        CSVSaver saver = new CSVSaver();
        saver.setMaxDecimalPlaces(17);
        saver.setInstances(data);
        saver.setFile(file);
        saver.writeBatch();
    }

    /** Shows numbers with five significant digits; copies and files have all. */
    private static final class Numbers extends DefaultTableCellRenderer {
        private static final long serialVersionUID = 1L;

        Numbers() {
            setHorizontalAlignment(TRAILING);
        }

        @Override
        protected void setValue(Object value) {
            setText(value instanceof Double number ? shown(number) : "");
        }

        private static String shown(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9
                    ? String.format(Locale.ROOT, "%.0f", number)
                    : String.format(Locale.ROOT, "%.5g", number);
        }
    }
}
