import 'reflect-metadata';
import type { PlatformServices } from '../../subgraphs/platform/index.js';
import { runCommand } from './run-command.js';

/** Makes a new key for access tokens. Tokens signed by the one before stay valid until they end. */
await runCommand(async (open) => {
  const { resources } = await open('platform');
  const { tokens } = resources.services as PlatformServices;
  console.log(`Access tokens are signed by ${await tokens.rotate()} from now on.`);
});
