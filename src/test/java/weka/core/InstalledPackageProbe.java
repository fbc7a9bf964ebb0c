package weka.core;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.TreeNode;
import weka.core.converters.ConverterUtils;
import weka.gui.GenericPropertiesCreator;
import weka.gui.knowledgeflow.StepTree;
import weka.gui.knowledgeflow.TemplateManager;

/** Asks a Weka, into whose class path nothing of ours was put, what it has found in its installed packages. */
public final class InstalledPackageProbe {
    private InstalledPackageProbe() {}

    /** Prints a line for each finding: its kind, a space and its name. */
    public static void main(String[] arguments) throws Exception {
        WekaPackageManager.loadPackages(false, true, true);
        Properties choices = GenericPropertiesCreator.getGlobalOutputProperties();
        for (String kind : List.of(
                "weka.classifiers.Classifier",
                "weka.filters.Filter",
                "weka.experiment.ResultProducer",
                "weka.core.converters.Loader")) {
            for (String name : choices.getProperty(kind).split(",", -1)) {
                System.out.println(kind.substring(kind.lastIndexOf('.') + 1) + " " + name.trim());
            }
        }
        for (String ending : List.of(".sav", ".zsav", ".dta", ".sas7bdat", ".xpt", ".parquet")) {
            Object loader = ConverterUtils.getLoaderForExtension(ending);
            System.out.println("Ending " + ending + " "
                    + (loader == null ? "" : loader.getClass().getSimpleName()));
        }
        steps((TreeNode) new StepTree(null).getModel().getRoot());
        TemplateManager templates = new TemplateManager();
        for (String template : templates.getPluginTemplateDescriptions()) {
            if (templates.getPluginTemplateFlow(template).size() > 0) {
                System.out.println("Template " + template);
            }
        }
        for (String plugin : PluginManager.getPluginNamesOfTypeList("weka.gui.visualize.plugins.VisualizePlugin")) {
            System.out.println("Plugin " + plugin);
        }
        // Weka's threads would keep the program alive.
        System.exit(0);
    }

    private static void steps(TreeNode node) {
        Enumeration<? extends TreeNode> children = node.children();
        for (TreeNode child : Collections.list(children)) {
            if (child.isLeaf() && child instanceof DefaultMutableTreeNode) {
                System.out.println("Step " + node + "/" + child);
            } else {
                steps(child);
            }
        }
    }
}
