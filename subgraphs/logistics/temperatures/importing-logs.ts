import { createHash } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { defineJob } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { readTemperatureLog } from '../telemetry/reading-temperature-log.js';
import { TemperatureLogError, type TemperatureLog } from '../telemetry/temperature-log.js';
import { asKnown } from './clock-of-known.js';
import { keepReadings } from './keeping-readings.js';
import { tooMany } from './recording.js';
import { FileEncoding, ImportTemperatureLogPayload, type ImportTemperatureLogInput } from './recording.inputs.js';
import { TemperatureLogFile } from './temperature-log-file.js';
import { reportOf } from './temperature-log-report.js';
import { TemperatureLogger } from './temperature-logger.js';
import { TemperatureLogStatus } from './temperature-terms.js';
import { TemperatureWatch } from './temperature-watch.js';

const permission = 'temperatures:record';
const nothing = { file: null, isRepeated: false };
const mostBytes = 5 * 1024 * 1024;
/** Some 10,000 readings: more are not waited for. */
const mostBytesAtOnce = 256 * 1024;
const base64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Keeps a file as it came, and takes its readings: at once, or in a job where it is large. The same file again changes nothing. */
export function importTemperatureLog(context: Context, input: ImportTemperatureLogInput): Promise<ImportTemperatureLogPayload> {
  return context.db.command(ImportTemperatureLogPayload, { name: 'importTemperatureLog', permission }, async (transaction) => {
    const fileName = input.fileName.trim();
    const bytes = bytesOf(input);
    if (bytes instanceof Refusal) return bytes;
    const { column } = input;
    if (!fileName) return refuse('REQUIRED', 'Say the name of the file.', ['input', 'fileName'], nothing);
    const tooLong = lengthErrors(mostLetters.name, { fileName, column, timeZone: input.timeZone });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const logger = await loggerOf(transaction, input);
    if (logger instanceof Refusal) return logger;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const ours = sql`where logger_id = ${toUuid('temperaturelogger', logger.id)} and sha256 = ${sha256}`;
    const before = await transaction.first(TemperatureLogFile, ours);
    if (before && before.status !== TemperatureLogStatus.UNREADABLE) return { file: before, isRepeated: true };
    const file = Object.assign(before ?? new TemperatureLogFile(), {
      fileName,
      timeZone: input.timeZone?.trim() || logger.timeZone,
      unit: input.unit ?? logger.unit,
      dateOrder: input.dateOrder ?? logger.dateOrder,
      column: column ?? null,
      status: TemperatureLogStatus.WAITING,
      reason: null,
    });
    if (before) await transaction.save(file);
    else
      await add(
        transaction,
        Object.assign(file, { id: newId('temperaturelog'), branchId: logger.branchId, loggerId: logger.id }),
        bytes,
        sha256,
      );
    if (bytes.length > mostBytesAtOnce) await transaction.schedule(readLogFile, { id: file.id }, { key: file.id });
    else {
      const unreadable = await readInto(transaction, file, logger, bytes);
      if (unreadable) return refuse('INVALID', unreadable, ['input', 'content'], nothing);
    }
    return { file: await transaction.first(TemperatureLogFile, ours), isRepeated: false };
  });
}

/** Reads a large file. What is wrong with it is said in it, for nobody waits. */
export const readLogFile = defineJob<{ id: string }>('read-temperature-log', async (_context, { id }, transaction) => {
  const waiting = await transaction.first(TemperatureLogFile, sql`where id = ${toUuid('temperaturelog', id)}`);
  const logger = waiting && (await transaction.lock(TemperatureLogger, waiting.loggerId));
  const file = logger && (await transaction.lock(TemperatureLogFile, id));
  if (!logger || file?.status !== TemperatureLogStatus.WAITING) return;
  const [row] = await transaction.rows<{ content: Buffer }>(
    sql`select content from temperature_log_files where id = ${toUuid('temperaturelog', id)}`,
  );
  const unreadable = await readInto(transaction, file, logger, row?.content ?? Buffer.alloc(0));
  if (!unreadable) return;
  Object.assign(file, { status: TemperatureLogStatus.UNREADABLE, reason: unreadable });
  await transaction.save(file);
});

function bytesOf({ content, encoding }: ImportTemperatureLogInput): Buffer | Refusal {
  const field = ['input', 'content'];
  if (encoding === FileEncoding.BASE64 && !base64.test(content)) return refuse('INVALID', 'The content is no base64.', field, nothing);
  const bytes = Buffer.from(content, encoding === FileEncoding.BASE64 ? 'base64' : 'utf8');
  if (bytes.length === 0) return refuse('REQUIRED', 'The file is empty. Export it from the logger again.', field, nothing);
  if (bytes.length > mostBytes) return refuse('LIMIT_REACHED', 'A file has at most 5 MB: export a shorter time.', field, nothing);
  return bytes;
}

async function loggerOf(transaction: Transaction, { loggerId, watchId }: ImportTemperatureLogInput): Promise<TemperatureLogger | Refusal> {
  if ((loggerId == null) === (watchId == null))
    return refuse('REQUIRED', 'Say of which logger it is: by watchId or by loggerId, and not by both.', ['input', 'loggerId'], nothing);
  const watch = watchId ? await transaction.first(TemperatureWatch, sql`where id = ${toUuid('temperaturewatch', watchId)}`) : null;
  if (watchId && !watch)
    return refuse('NOT_FOUND', 'There is no such watch at the branches where you may do this.', ['input', 'watchId'], nothing);
  const logger = await transaction.lock(TemperatureLogger, loggerId ?? watch?.loggerId ?? '');
  const message = 'There is no such logger at the branches where you may do this.';
  return logger ?? refuse('NOT_FOUND', message, ['input', 'loggerId'], nothing);
}

async function add(transaction: Transaction, file: TemperatureLogFile, bytes: Buffer, sha256: string): Promise<void> {
  await transaction.rows(sql`insert into temperature_log_files
      (id, branch_id, logger_id, file_name, size, sha256, content, time_zone, unit, date_order, "column", status)
    values (${toUuid('temperaturelog', file.id)}, ${toUuid('branch', file.branchId)}, ${toUuid('temperaturelogger', file.loggerId)},
      ${file.fileName}, ${bytes.length}, ${sha256}, ${bytes}, ${file.timeZone}, ${file.unit}, ${file.dateOrder}, ${file.column}, ${file.status})`);
}

type Said = Pick<TemperatureLogFile, 'timeZone' | 'unit' | 'dateOrder' | 'column'>;

/** Takes the readings of a file and writes its report; answers why it cannot, and then has taken none. */
async function readInto(
  transaction: Transaction,
  file: TemperatureLogFile,
  logger: TemperatureLogger,
  bytes: Buffer,
): Promise<string | null> {
  const asSaid = read(file, bytes);
  if (typeof asSaid === 'string') return asSaid;
  const { deviceId } = asSaid;
  if (deviceId !== null && deviceId !== logger.serial)
    return `The file is of the logger ${deviceId}, and ${logger.name} is ${logger.serial}: choose the logger that it is of.`;
  const log = await asKnown(transaction, { logger, timeZone: file.timeZone, log: asSaid }, (offset) => {
    const other = read({ ...file, timeZone: offset }, bytes);
    return typeof other === 'string' ? asSaid : other;
  });
  await transaction.rows(sql`savepoint readings`);
  const kept = await keepReadings(transaction, logger, log.readings);
  if (kept.full) {
    await transaction.rows(sql`rollback to savepoint readings`);
    return tooMany(kept.full.beganAt);
  }
  await transaction.rows(
    sql`update temperature_log_files set status = ${TemperatureLogStatus.READ}, report = ${JSON.stringify(reportOf(log, kept))}::jsonb
      where id = ${toUuid('temperaturelog', file.id)}`,
  );
  return null;
}

function read({ timeZone, unit, dateOrder, column }: Said, bytes: Buffer): TemperatureLog | string {
  try {
    return readTemperatureLog(bytes, {
      timeZone,
      ...(unit && { unit }),
      ...(dateOrder && { dateOrder }),
      ...(column !== null && { column }),
    });
  } catch (error) {
    if (error instanceof TemperatureLogError) return error.message;
    throw error;
  }
}
