package org.apache.xmlbeans;

/** What may be wrong with an XML text; a stand-in with the signatures of that of Apache XmlBeans. */
public class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    public XmlException(String m) {
        super(m);
    }
}
