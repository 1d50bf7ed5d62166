import { fileURLToPath } from 'node:url';
import type { Program } from '../measure/measured-process.js';

export interface ContenderPlan {
  readonly key: string;
  readonly name: string;
  /** Whether identical fetches of different requests are sent once while one is under way. */
  readonly shares: boolean;
  readonly needsHive: boolean;
  program(port: number, files: AssignmentFiles): Program;
}

export interface AssignmentFiles {
  /** JSON for our own contenders: the supergraph, and where subgraphs answer. */
  readonly assignment: string;
  readonly supergraph: string;
}

/** From dist/bench/federation to the folder that holds Hive and its lock file. */
export const hiveFolder = fileURLToPath(new URL('../../../bench/hive/', import.meta.url));

const ofOurs =
  (file: string): ContenderPlan['program'] =>
  (port, { assignment }) => ({ arguments: [fileURLToPath(new URL(`contenders/${file}.js`, import.meta.url)), String(port), assignment] });

const ofHive =
  (config: 'sharing' | 'alone', ...flags: string[]): ContenderPlan['program'] =>
  (port, { supergraph }) => ({
    arguments: [
      'node_modules/@graphql-hive/gateway/dist/bin.js',
      'supergraph',
      supergraph,
      '--config-path',
      `${config}.config.mjs`,
      '--port',
      String(port),
      '--host',
      '127.0.0.1',
      ...flags,
    ],
    folder: hiveFolder,
  });

/** The first is the baseline of the ratios. */
export const contenderPlans: readonly ContenderPlan[] = [
  { key: 'stock', name: 'stock', needsHive: false, shares: false, program: ofOurs('stock') },
  { key: 'hive', name: 'Hive Gateway', needsHive: true, shares: true, program: ofHive('sharing') },
  { key: 'hive-jit', name: 'Hive Gateway, JIT', needsHive: true, shares: true, program: ofHive('sharing', '--jit') },
  { key: 'hive-alone', name: 'Hive Gateway, not sharing', needsHive: true, shares: false, program: ofHive('alone') },
  { key: 'router', name: 'Hive, router-runtime', needsHive: true, shares: true, program: ofHive('sharing', '--hive-router-runtime') },
  {
    key: 'router-alone',
    name: 'Hive, router-runtime, not sharing',
    needsHive: true,
    shares: false,
    program: ofHive('alone', '--hive-router-runtime'),
  },
  { key: 'ours-http', name: 'CareGraph over HTTP', needsHive: false, shares: false, program: ofOurs('ours-over-http') },
  { key: 'ours', name: 'CareGraph in one process', needsHive: false, shares: false, program: ofOurs('ours-in-process') },
  { key: 'plain', name: 'Apollo Server, no federation', needsHive: false, shares: false, program: ofOurs('plain') },
];
