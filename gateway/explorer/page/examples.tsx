import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import type { ExampleOperation } from '../explorer-config.js';

/** The panel of example operations; choosing one opens it in a tab of its own. */
export function examplesPlugin(examples: readonly ExampleOperation[]): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <Examples examples={examples} /> };
}

/** What a tab's editors show of an example. */
export function tabOf({ query, variables, headers }: ExampleOperation): Readonly<Record<'query' | 'variables' | 'headers', string>> {
  const json = (value: object | undefined) => (value === undefined ? '' : JSON.stringify(value, null, 2));
  return { query: `${query.trim()}\n`, variables: json(variables), headers: json(headers) };
}

function Examples({ examples }: { examples: readonly ExampleOperation[] }) {
  const open = useOpenTab();
  return (
    <section className="explorer-examples" aria-label="Examples">
      <h2>Examples</h2>
      {examples.length === 0 && <p>This server has no examples.</p>}
      <ul>
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" className="graphiql-un-styled" onClick={() => open(example)}>
              <strong>{example.title}</strong>
              <span>{example.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useOpenTab(): (example: ExampleOperation) => void {
  const actions = useGraphiQLActions();
  const { queryEditor, variableEditor, headerEditor, tabs } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    headerEditor: state.headerEditor,
    tabs: state.tabs,
  }));
  return (example) => {
    const { query, variables, headers } = tabOf(example);
    const already = tabs.findIndex((tab) => tab.query === query);
    if (already >= 0) return actions.changeTab(already);
    actions.addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    headerEditor?.setValue(headers);
  };
}

function ExamplesIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M4 5.5h5M4 12h5M4 18.5h5" />
      <path d="m14 3 6 3.5-6 3.5zM14 14l6 3.5-6 3.5z" />
    </svg>
  );
}
