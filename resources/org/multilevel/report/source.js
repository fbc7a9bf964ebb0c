"use strict";

/** Finds the document to show: inside this page, or by messages from the KNIME window that embeds it. */
const source = (() => {
  const FORMAT = "multilevel-report";
  const VERSION = 1;
  const PATIENCE = 60000;

  /** A failure whose message is meant for the reader. */
  class Failure extends Error {}

  function read(value) {
    if (!value || value.format !== FORMAT) {
      throw new Failure("What this page was given is not the report of a mixed model: run the node or the command again.");
    }
    if (value.version !== VERSION) {
      throw new Failure(`This page reads version ${VERSION} of a report and was given version ${value.version}: update Multilevel.`);
    }
    return value;
  }

  function embedded() {
    const text = document.getElementById("document").textContent.trim();
    return text === "" ? null : JSON.parse(text);
  }

  /** KNIME answers a request with a response of the same id. */
  function call(method, ...params) {
    const requestId = `${Date.now()}-${Math.random()}`;
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        window.removeEventListener("message", listen);
        reject(new Failure("KNIME did not answer: close this view and open it again."));
      }, PATIENCE);
      function listen(event) {
        const message = event.data;
        if (message && message.type === "UIExtensionResponse" && message.requestId === requestId) {
          clearTimeout(timeout);
          window.removeEventListener("message", listen);
          resolve(message.payload);
        }
      }
      window.addEventListener("message", listen);
      window.parent.postMessage({ type: "UIExtensionRequest", requestId, payload: { method, params } }, "*");
    });
  }

  /** Texts inside texts: data may arrive as JSON or as JSON in a text. */
  function unwrap(value) {
    try {
      return typeof value === "string" && value !== "" ? unwrap(JSON.parse(value)) : value;
    } catch (error) {
      throw new Failure("KNIME's answer cannot be read: run the node again.");
    }
  }

  function greet() {
    window.parent.postMessage({ type: "UIExtensionReady" }, "*");
    window.addEventListener("keydown", (event) => {
      if (!event.defaultPrevented && event.key === "Escape") {
        window.parent.postMessage({ type: "UIExtensionEscapePressed" }, "*");
      }
    });
  }

  async function fromKnime() {
    const config = unwrap(await call("getConfig"));
    greet();
    if (!config) {
      throw new Failure("KNIME does not say which node this view belongs to: close this view and open it again.");
    }
    const { projectId, workflowId, nodeId, extensionType } = config;
    const request = { serviceType: "initial_data", dataServiceRequest: "", extensionType, nodeId, projectId, workflowId };
    const answer = unwrap(config.initialData || (await call("callNodeDataService", request)));
    const fault = answer && (answer.userError || answer.internalError);
    if (fault) {
      throw new Failure(fault.message || "KNIME could not read the model of this node: run the node again.");
    }
    let result = answer;
    while (result && !result.format && "result" in Object(result)) {
      result = unwrap(result.result);
    }
    if (!result) {
      throw new Failure("There is no model to show yet: execute the node.");
    }
    return result;
  }

  /** Returns a promise of the document, which fails with a sentence for the reader. */
  async function load() {
    const own = embedded();
    if (own !== null) {
      return read(own);
    }
    if (window.parent === window) {
      throw new Failure("This page holds no report: write one with the option --report of the command line.");
    }
    // KNIME's own views are light.
    document.documentElement.dataset.theme = "light";
    return read(await fromKnime());
  }

  return { load, Failure };
})();
