/** A supergraph to try operations on: subgraphs by name, as SDL without the federation header. */
export type Case = Readonly<Record<string, string>>;
export type Cases = Readonly<Record<string, Case>>;

export const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])
`;
