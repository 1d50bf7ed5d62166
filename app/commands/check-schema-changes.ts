import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { readConfiguration } from '../configuration.js';
import { sayWhy } from '../run-until-stopped.js';

/**
 * `npm run schema:breaking`: compares the API schema with the one of an earlier commit (the argument; the commit before by
 * default) and refuses changes that would break a client, save those whose message stands in schema/accepted-changes.txt.
 */
try {
  const base = process.argv[2] ?? 'HEAD^';
  const { schemaFolder } = readConfiguration();
  const earlier = showAt(base);
  if (earlier === null) {
    console.log(`There is no API schema at ${base} to compare with.`);
  } else {
    const accepted = (await readFile(join(schemaFolder, 'accepted-changes.txt'), 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
    const changes = await diff(buildSchema(earlier), buildSchema(await readFile(join(schemaFolder, 'api.graphql'), 'utf8')));
    const breaking = changes.filter(({ criticality, message }) => criticality.level === CriticalityLevel.Breaking && !accepted.includes(message));
    if (breaking.length > 0) {
      throw new Error(`These changes break clients; add beside and deprecate instead:\n${breaking.map(({ message }) => `  ${message}`).join('\n')}`);
    }
    console.log(`${changes.length} changes of the API schema since ${base}, none of them breaking.`);
  }
} catch (error) {
  sayWhy(error);
  process.exitCode = 1;
}

function showAt(commit: string): string | null {
  try {
    return execFileSync('git', ['show', `${commit}:schema/api.graphql`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
