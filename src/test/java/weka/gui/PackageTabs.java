package weka.gui;

import weka.core.WekaPackageManager;
import weka.gui.explorer.ExplorerDefaults;

/** The Explorer as the package makes it: with its tab. */
public final class PackageTabs {
    private static final String TABS = "Tabs";

    private PackageTabs() {}

    /** Has every Explorer that is opened from now on show the tab. */
    public static void add() throws Exception {
        // With class discovery, without which Weka leaves the tabs of packages out.
        WekaPackageManager.loadPackages(false, false, true);
        GenericObjectEditor.determineClasses();
        String known = ExplorerDefaults.get(TABS, "");
        if (!known.contains("MixedModelsPanel")) {
            ExplorerDefaults.set(TABS, known + ",weka.gui.mixedmodels.MixedModelsPanel");
        }
    }
}
