/** Addresses of the editor's workers, filled in by the build. */
declare const WORKERS: Readonly<Record<'editor' | 'json' | 'graphql', string>>;

window.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(label === 'json' || label === 'graphql' ? WORKERS[label] : WORKERS.editor, { name: label }),
};
