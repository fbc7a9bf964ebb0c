package weka.gui.knowledgeflow.steps;

import java.awt.BorderLayout;
import javax.swing.BorderFactory;
import org.jspecify.annotations.NullMarked;
import weka.gui.knowledgeflow.GOEStepEditorDialog;
import weka.knowledgeflow.steps.LinearMixedModel;

/** Shows the options of the classifier in a LinearMixedModel step as those of the step, as Weka does for its Classifier steps. */
@NullMarked // the class and not its package, whose other classes are Weka's
public class LinearMixedModelStepEditorDialog extends GOEStepEditorDialog {
    private static final long serialVersionUID = 1L;

    /** Creates the editor, which Weka then gives a step. */
    public LinearMixedModelStepEditorDialog() {}

    @Override
    protected void addPrimaryEditorPanel(String position) {
        m_editor.setUseEnvironmentPropertyEditors(true);
        m_editor.setEnvironment(m_env);
        m_editor.setTarget(((LinearMixedModel) m_stepToEdit).getClassifier());
        m_primaryEditorHolder.setLayout(new BorderLayout());
        m_primaryEditorHolder.setBorder(BorderFactory.createTitledBorder("LinearMixedModel options"));
        m_primaryEditorHolder.add(m_editor, BorderLayout.NORTH);
        m_editorHolder.setLayout(new BorderLayout());
        m_editorHolder.add(m_primaryEditorHolder, position);
    }
}
