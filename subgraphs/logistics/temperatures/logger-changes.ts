import { atBranch } from '#kernel/branches/at-branch.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import {
  AddTemperatureLoggerPayload,
  UpdateTemperatureLoggerPayload,
  type AddTemperatureLoggerInput,
  type UpdateTemperatureLoggerInput,
} from './temperature-logger.inputs.js';
import { TemperatureLogger } from './temperature-logger.js';

const permission = 'loggers:manage';
const nothing = { logger: null };
const constraints = {
  temperature_loggers_serial: {
    code: 'TAKEN',
    message: 'There is a logger with this serial number already, at this branch or another one.',
    field: ['input', 'serial'],
  },
} as const;

export function addTemperatureLogger(context: Context, input: AddTemperatureLoggerInput): Promise<AddTemperatureLoggerPayload> {
  const options = { name: 'addTemperatureLogger', permission, constraints, branchId: input.branchId, nothing };
  return atBranch(context, AddTemperatureLoggerPayload, options, async (transaction, branch) => {
    const [serial, name] = [input.serial.trim(), input.name.trim()];
    if (!serial) return refuse('REQUIRED', 'A logger needs its serial number.', ['input', 'serial'], nothing);
    if (!name) return refuse('REQUIRED', 'A logger needs a name.', ['input', 'name'], nothing);
    const tooLong = lengthErrors(mostLetters.name, { serial, name });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const logger = Object.assign(new TemperatureLogger(), {
      id: newId('temperaturelogger'),
      branchId: branch.id,
      serial,
      name,
      nameKey: searchKey(name),
      timeZone: input.timeZone ?? branch.timeZone,
      unit: input.unit ?? null,
      dateOrder: input.dateOrder ?? null,
      calibratedUntil: input.calibratedUntil ?? null,
      active: true,
    });
    return { logger: await transaction.insert(logger) };
  });
}

export function updateTemperatureLogger(context: Context, input: UpdateTemperatureLoggerInput): Promise<UpdateTemperatureLoggerPayload> {
  const options = { name: 'updateTemperatureLogger', permission };
  return context.db.command(UpdateTemperatureLoggerPayload, options, async (transaction) => {
    const logger = await transaction.lock(TemperatureLogger, input.id);
    if (!logger) return refuse('NOT_FOUND', 'There is no such logger at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(logger, input.expectedVersion, 'logger', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? logger.name;
    if (!name) return refuse('REQUIRED', 'A logger needs a name.', ['input', 'name'], nothing);
    const tooLong = lengthErrors(mostLetters.name, { name });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const { timeZone, active } = logger;
    Object.assign(logger, { name, nameKey: searchKey(name), timeZone: input.timeZone ?? timeZone, active: input.active ?? active });
    if (input.unit !== undefined) logger.unit = input.unit;
    if (input.dateOrder !== undefined) logger.dateOrder = input.dateOrder;
    if (input.calibratedUntil !== undefined) logger.calibratedUntil = input.calibratedUntil;
    return { logger: await transaction.save(logger) };
  });
}
