// A cell of %%narasi is coloured as Markdown, and what Jinja computes in it stands out. Plain JavaScript, as JupyterLab
// loads it: a container of module federation, which takes all that it needs from JupyterLab itself.
(() => {
  const PROSE = /^\s*%%narasi\b/, MARKDOWN = "text/x-ipythongfm";
  const JINJA = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g;
  let shared;

  const load = async (name) => {
    const versions = Object.values(shared[name]);
    return (await (versions.find((one) => one.loaded) ?? versions[0]).get())();
  };

  const highlighter = ({ Decoration, EditorView, ViewPlugin }) => {
    const head = Decoration.mark({ class: "narasi-magic" }), computed = Decoration.mark({ class: "narasi-jinja" });
    const marks = (view) => {
      const text = view.state.doc.toString(), magic = PROSE.exec(text);
      if (!magic) return Decoration.none;
      const found = [...text.matchAll(JINJA)].map((one) => computed.range(one.index, one.index + one[0].length));
      return Decoration.set([head.range(magic[0].length - "%%narasi".length, magic[0].length), ...found]);
    };
    const plugin = ViewPlugin.fromClass(class {
      constructor(view) { this.decorations = marks(view); }
      update(update) { if (update.docChanged) this.decorations = marks(update.view); }
    }, { decorations: (value) => value.decorations });
    const theme = EditorView.baseTheme({
      ".narasi-magic, .narasi-magic *": { color: "var(--jp-mirror-editor-meta-color)" },
      ".narasi-jinja, .narasi-jinja *": { color: "var(--jp-mirror-editor-variable-2-color)", fontStyle: "normal", fontWeight: "normal", textDecoration: "none" },
      ".narasi-jinja": { background: "var(--jp-layout-color2)", borderRadius: "2px" },
    });
    return [plugin, theme];
  };

  const known = new WeakSet();
  const dress = (notebook) => {
    for (const { model } of notebook.widgets) {
      if (model.type !== "code") continue;
      if (!known.has(model)) model.mimeTypeChanged.connect(() => dress(notebook));   // once a kernel says what its code is
      known.add(model);
      const kind = PROSE.test(model.sharedModel.getSource()) ? MARKDOWN : notebook.codeMimetype;
      if (model.mimeType !== kind) model.mimeType = kind;
    }
  };

  const watch = async (panel) => {
    await panel.context.ready;
    panel.content.model.contentChanged.connect(() => dress(panel.content));
    dress(panel.content);
  };

  const get = async () => {
    const [notebook, codemirror, view] = await Promise.all(["@jupyterlab/notebook", "@jupyterlab/codemirror", "@codemirror/view"].map(load));
    const plugin = {
      id: "laporan-lab:narasi",
      autoStart: true,
      requires: [notebook.INotebookTracker, codemirror.IEditorExtensionRegistry],
      activate: (_app, tracker, registry) => {
        const extension = highlighter(view);
        registry.addExtension({
          name: "narasi",
          factory: () => codemirror.EditorExtensionRegistry.createImmutableExtension(extension),
        });
        tracker.widgetAdded.connect((_tracker, panel) => { void watch(panel); });
        tracker.forEach((panel) => { void watch(panel); });
      },
    };
    return () => ({ __esModule: true, default: plugin });
  };

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["laporan-lab"] = { init: (scope) => { shared = scope; }, get };
})();
