/** The floors of the house: who may import whom. Tests may reach anywhere. */
const drawer = { path: '(^|/)(utils?|helpers?|common|types)(/|\\.tsx?$)', pathNot: 'node_modules' };
const test = '(\\.test\\.ts$|^subgraphs/[^/]+/testing/)';

module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-no-room',
      severity: 'error',
      comment: 'The kernel knows no domain and no room.',
      from: { path: '^kernel/', pathNot: test },
      to: { path: '^(dist/)?(subgraphs|gateway|app|tests)/' },
    },
    {
      name: 'subgraphs-never-meet',
      severity: 'error',
      comment: 'A subgraph imports the kernel and itself; subgraphs meet in the graph and in events.',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^(dist/)?(subgraphs|gateway|app|tests)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'gateway-knows-no-subgraph',
      severity: 'error',
      comment: 'The gateway is handed schemas and channels.',
      from: { path: '^gateway/', pathNot: test },
      to: { path: '^(dist/)?(subgraphs|app|tests)/' },
    },
    {
      name: 'nobody-imports-app',
      severity: 'error',
      comment: 'The app stands above all rooms.',
      from: { path: '^(kernel|subgraphs|gateway)/' },
      to: { path: '^(dist/)?app/' },
    },
    {
      name: 'nobody-imports-bench',
      severity: 'error',
      comment: 'What measures is never what is measured.',
      from: { path: '^(kernel|subgraphs|gateway|app|tests)/' },
      to: { path: '^(dist/)?bench/' },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      comment: 'The SDK goes to third parties: it knows the house by its public schema alone.',
      from: { path: '^sdk/', pathNot: test },
      to: { path: '^(dist/)?(kernel|subgraphs|gateway|app|tests)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that import each other in a circle at run time are one idea in two files.',
      from: { path: '^(kernel|subgraphs|gateway|app|sdk|bench)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-drawers',
      severity: 'error',
      comment: 'A file says its idea; drawers for all sorts of things do not.',
      from: {},
      to: drawer,
    },
    // The one above sees drawers that somebody opens, this one those that hold an import.
    { name: 'no-drawers', severity: 'error', from: drawer, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist-explorer|^dist-portal|/generated/)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
