package weka.gui.knowledgeflow.steps;

import java.awt.BorderLayout;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import org.jspecify.annotations.NullMarked;
import weka.classifiers.functions.GeneralizedLinearMixedModel;
import weka.classifiers.functions.GroupedModelOptions;
import weka.core.Instances;
import weka.gui.knowledgeflow.GOEStepEditorDialog;
import weka.gui.mixedmodels.ModelForm;
import weka.gui.mixedmodels.ModelFormPanel;
import weka.knowledgeflow.StepManager;
import weka.knowledgeflow.steps.FittingStep;
import weka.knowledgeflow.steps.IncomingStructure;

/**
 * Lets a user choose the model of a step that fits one from the attributes of the data that come in, as the Explorer's tab does, and
 * shows all options of the classifier on a page beside it.
 *
 * <p>Texts may hold variables such as {@code ${group}}; they are plain fields, since Weka's fields for variables offer those of the
 * system and no attributes.
 */
@NullMarked // the class and not its package, whose other classes are Weka's
public class FittingStepEditorDialog extends GOEStepEditorDialog {
    private static final long serialVersionUID = 1L;

    private final JPanel model = new JPanel(new BorderLayout());

    /** Creates the editor, which Weka then gives a step. */
    public FittingStepEditorDialog() {}

    @Override
    protected void addPrimaryEditorPanel(String position) {
        m_editor.setUseEnvironmentPropertyEditors(false);
        m_editor.setTarget(classifier());
        m_primaryEditorHolder.setLayout(new BorderLayout());
        m_primaryEditorHolder.add(m_editor, BorderLayout.NORTH);
        m_editorHolder.setLayout(new BorderLayout());
        JTabbedPane pages = new JTabbedPane();
        Optional<Instances> structure = structure();
        structure.ifPresent(incoming -> {
            showModel(incoming);
            pages.addTab("Model", model);
        });
        pages.addTab("All options", m_primaryEditorHolder);
        pages.addChangeListener(event -> {
            // Each page shows what was changed on the other.
            structure.ifPresent(this::showModel);
            m_editor.setTarget(classifier());
        });
        m_editorHolder.add(pages, position);
    }

    private GroupedModelOptions classifier() {
        return ((FittingStep) m_stepToEdit).getClassifier();
    }

    private void showModel(Instances incoming) {
        ModelForm form = classifier() instanceof GeneralizedLinearMixedModel
                ? ModelForm.generalised(incoming)
                : new ModelForm(incoming);
        form.adopt(classifier());
        model.removeAll();
        model.add(new ModelFormPanel(form, () -> apply(form)), BorderLayout.CENTER);
        model.revalidate();
    }

    private void apply(ModelForm form) {
        try {
            form.apply(classifier());
        } catch (Exception e) {
            showErrorDialog(e);
        }
    }

    /** Returns the attributes of the data that will come in, where the steps before know them. */
    private Optional<Instances> structure() {
        return Stream.of(StepManager.CON_DATASET, StepManager.CON_TRAININGSET)
                .flatMap(connection -> structure(connection).stream())
                .findFirst();
    }

    /** Without variables, since the flow does not run. */
    private Optional<Instances> structure(String connection) {
        return IncomingStructure.of(m_stepToEdit.getStepManager(), connection, null);
    }
}
