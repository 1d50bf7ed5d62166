import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { keepReadings, mostReadings } from './keeping-readings.js';
import { RecordTemperaturesPayload, type RecordTemperaturesInput } from './recording.inputs.js';
import { TemperatureLogger } from './temperature-logger.js';

const permission = 'temperatures:record';
const nothing = { logger: null, taken: 0, known: 0, leftOut: [] };
const mostAtOnce = 5_000;

export function recordTemperatures(context: Context, { loggerId, readings }: RecordTemperaturesInput): Promise<RecordTemperaturesPayload> {
  return context.db.command(RecordTemperaturesPayload, { name: 'recordTemperatures', permission }, async (transaction) => {
    if (readings.length > mostAtOnce)
      return refuse('LIMIT_REACHED', `At most ${mostAtOnce} readings at once: send them in parts.`, ['input', 'readings'], nothing);
    const logger = await transaction.lock(TemperatureLogger, loggerId);
    if (!logger)
      return refuse('NOT_FOUND', 'There is no such logger at the branches where you may do this.', ['input', 'loggerId'], nothing);
    const { taken, known, leftOut, full } = await keepReadings(transaction, logger, readings);
    if (full) return refuse('LIMIT_REACHED', tooMany(full.beganAt), ['input', 'readings'], nothing);
    return { logger, taken, known, leftOut: [...leftOut] };
  });
}

export function tooMany(beganAt: Date): string {
  return `The watch that began at ${beganAt.toISOString()} would have more than ${mostReadings} readings: end it, and begin another one.`;
}
