package weka.gui.experiment;

import static weka.gui.Screen.await;
import static weka.gui.Screen.button;
import static weka.gui.Screen.find;
import static weka.gui.Screen.keepPicture;
import static weka.gui.Screen.later;
import static weka.gui.Screen.onScreen;
import static weka.gui.Screen.windows;

import java.awt.BorderLayout;
import java.awt.Component;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import javax.swing.DefaultListModel;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import javax.swing.JTree;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;
import weka.classifiers.Classifier;
import weka.classifiers.functions.LinearMixedModel;
import weka.classifiers.functions.LinearRegression;
import weka.core.Instances;
import weka.core.Utils;
import weka.core.converters.ArffSaver;
import weka.core.converters.ConverterUtils.DataSource;
import weka.experiment.GroupCrossValidationResultProducer;
import weka.experiment.InstancesResultListener;
import weka.experiment.PropertyNode;
import weka.filters.Filter;
import weka.filters.unsupervised.attribute.Reorder;
import weka.gui.GenericObjectEditor;
import weka.gui.LookAndFeel;
import weka.gui.PropertySelectorDialog;

/**
 * A user at Weka's Experimenter: sets up a cross-validation by group in the advanced mode, runs it, and compares the mixed model
 * with linear regression; keeps what was shown and pictures of the screen.
 *
 * <p>A program of its own, since it needs a display that the other tests do not have.
 */
public final class ExperimenterSession {
    private final Path directory;
    private final JFrame frame = new JFrame("Weka Experiment Environment");
    private final Experimenter experimenter = new Experimenter();

    private ExperimenterSession(Path directory) {
        this.directory = directory;
        frame.getContentPane().add(experimenter, BorderLayout.CENTER);
        frame.setBounds(0, 0, 1100, 760);
        frame.setVisible(true);
    }

    /** Runs the session; the argument is the directory that gets {@code log.txt}, the tests' output and the pictures. */
    public static void main(String[] arguments) throws Exception {
        LookAndFeel.setLookAndFeel();
        GenericObjectEditor.determineClasses();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        ExperimenterSession session = onScreen(() -> new ExperimenterSession(directory));
        session.setUp(classLast(directory.resolve("oxboys.arff")));
        session.run();
        session.load();
        session.test("Root_mean_squared_error", 0, "weka-experimenter");
        // Of the linear regression there is none.
        session.test("measureAIC", 1, "weka-experimenter-measure");
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    /** Writes Oxboys with the height as the last attribute, which the Experimenter takes for the class. */
    private static File classLast(Path file) throws Exception {
        Instances data =
                DataSource.read(Path.of("workflows", "data", "Oxboys.csv").toString());
        Reorder reorder = new Reorder();
        reorder.setAttributeIndices("1,2,4,3");
        reorder.setInputFormat(data);
        Instances reordered = Filter.useFilter(data, reorder);
        reordered.setRelationName("Oxboys");
        ArffSaver saver = new ArffSaver();
        saver.setInstances(reordered);
        saver.setFile(file.toFile());
        saver.writeBatch();
        return file.toFile();
    }

    private void setUp(File data) throws Exception {
        SetupPanel setup = onScreen(() -> {
            select("Setup");
            SetupModePanel modes = experimenter.m_SetupPanel;
            modes.m_ComboBoxPanels.setSelectedItem(modes.m_advancedPanel);
            return (SetupPanel) modes.m_advancedPanel;
        });
        onScreen(() -> {
            setup.m_NewBut.doClick();
            GroupCrossValidationResultProducer producer = new GroupCrossValidationResultProducer();
            producer.setOptions(Utils.splitOptions("-group Subject -mode within-groups -X 10 -W"
                    + " weka.experiment.RegressionSplitEvaluator -- -W weka.classifiers.rules.ZeroR"));
            setup.m_RPEditor.setValue(producer);
            InstancesResultListener results = new InstancesResultListener();
            results.setOutputFile(directory.resolve("results.arff").toFile());
            setup.m_RLEditor.setValue(results);
            // The editor's copy knows the name of the file only, not its directory.
            setup.m_Exp.setResultListener(results);
            DefaultListModel<File> files = new DefaultListModel<>();
            files.addElement(data);
            setup.m_Exp.setDatasets(files);
            setup.m_DatasetListPanel.setExperiment(setup.m_Exp);
            return true;
        });
        chooseClassifiers(setup.m_GeneratorPropertyPanel);
        keepPicture(directory.resolve("weka-experimenter-setup.png"), frame.getBounds());
    }

    /** Enables the generator properties, selects the classifier in the tree of the dialog, and puts three into the list. */
    private void chooseClassifiers(GeneratorPropertyIteratorPanel properties) throws Exception {
        later(() -> properties.m_StatusBox.setSelectedItem("Enabled"));
        PropertySelectorDialog dialog = await(() -> windows(PropertySelectorDialog.class, Component::isShowing));
        JTree tree = find(dialog, JTree.class, any -> true).orElseThrow();
        onScreen(() -> {
            tree.setSelectionPath(classifier(tree));
            button(dialog, "Select").doClick();
            return true;
        });
        LinearMixedModel levels = new LinearMixedModel();
        levels.setOptions(Utils.splitOptions("-formula age -group Subject"));
        LinearMixedModel growth = new LinearMixedModel();
        growth.setOptions(Utils.splitOptions("-formula age -group Subject -slopes age"));
        onScreen(() -> {
            Classifier[] classifiers = {new LinearRegression(), levels, growth};
            properties.m_Exp.setPropertyArray(classifiers);
            properties.m_ArrayEditor.setValue(classifiers);
            return true;
        });
    }

    private static TreePath classifier(JTree tree) {
        DefaultMutableTreeNode root = (DefaultMutableTreeNode) tree.getModel().getRoot();
        for (TreeNode node : Collections.list(root.depthFirstEnumeration())) {
            DefaultMutableTreeNode candidate = (DefaultMutableTreeNode) node;
            if (((PropertyNode) candidate.getUserObject()).value instanceof Classifier) {
                return new TreePath(candidate.getPath());
            }
        }
        throw new IllegalStateException("no classifier among the properties");
    }

    private void run() throws Exception {
        RunPanel panel = experimenter.m_RunPanel;
        onScreen(() -> {
            select("Run");
            panel.m_StartBut.doClick();
            return true;
        });
        await(() -> Optional.of(true).filter(any -> panel.m_RunThread == null && panel.m_StartBut.isEnabled()));
        JTextArea log = find(panel, JTextArea.class, any -> true).orElseThrow();
        Files.writeString(directory.resolve("log.txt"), onScreen(log::getText));
    }

    /** Loads the results of the experiment that has just run. */
    private void load() throws Exception {
        ResultsPanel panel = experimenter.m_ResultsPanel;
        onScreen(() -> {
            select("Analyse");
            panel.m_FromExpBut.doClick();
            return true;
        });
        await(() -> Optional.of(true).filter(any -> panel.m_PerformBut.isEnabled()));
    }

    /** Compares the schemes from one on, which is the base, in a field. */
    private void test(String field, int base, String picture) throws Exception {
        ResultsPanel panel = experimenter.m_ResultsPanel;
        onScreen(() -> {
            panel.m_CompareCombo.setSelectedItem(field);
            panel.m_TestsList.setSelectedIndex(base);
            panel.m_DisplayedList.setSelectionInterval(base, panel.m_DisplayedModel.getSize() - 1);
            panel.m_ShowStdDevs.setSelected(true);
            panel.m_PerformBut.doClick();
            return true;
        });
        keepPicture(directory.resolve(picture + ".png"), frame.getBounds());
        Files.writeString(directory.resolve(field + ".txt"), onScreen(panel.m_OutText::getText));
    }

    private void select(String tab) {
        experimenter.m_TabbedPane.setSelectedIndex(experimenter.m_TabbedPane.indexOfTab(tab));
    }
}
