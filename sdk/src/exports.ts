import type { CareGraph, MutationOptions, RequestOptions } from './care-graph.js';
import { ExportError, NetworkError } from './errors.js';
import {
  CancelExportDocument,
  ExportDocument,
  StartExportDocument,
  type ExportStateFragment,
  type StartExportInput,
} from './generated/graphql.js';
import { pause } from './retrying.js';

export interface WaitOptions extends RequestOptions {
  /** Called with the state each time that it was looked at. */
  readonly onProgress?: (state: ExportStateFragment) => void;
  /** How long to wait between two looks, at most; ten seconds. The first ones come sooner. */
  readonly longestPauseMs?: number;
}

const firstPauseMs = 500;

/** Whole lists as files: a query is answered in the background, one JSON object a line. */
export class Exports {
  constructor(private readonly graph: CareGraph) {}

  /** Begins one; throws `UserErrors` when the query cannot be exported. */
  async start(input: StartExportInput, options: MutationOptions = {}): Promise<ExportStateFragment> {
    const { startExport } = await this.graph.mutate(StartExportDocument, { input }, options);
    return existing(this.graph.expect(startExport).export, 'It was not started.');
  }

  async get(id: string, options: RequestOptions = {}): Promise<ExportStateFragment> {
    const data = await this.graph.query(ExportDocument, { id }, options);
    return existing(data.export, `There is no export ${id}.`);
  }

  /** Looks until the file is there; throws an `ExportError` when there will be none. */
  async wait(id: string, { onProgress, longestPauseMs = 10_000, signal }: WaitOptions = {}): Promise<ExportStateFragment> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      const state = await this.get(id, signal ? { signal } : {});
      onProgress?.(state);
      if (state.status === 'COMPLETED') return state;
      if (state.status !== 'QUEUED' && state.status !== 'RUNNING') {
        throw new ExportError(state.status, state.error ?? `The export is ${state.status.toLowerCase()}: start another.`);
      }
      await pause(Math.min(pauseMs, longestPauseMs), signal);
    }
  }

  async cancel(id: string, options: MutationOptions = {}): Promise<ExportStateFragment> {
    const { cancelExport } = await this.graph.mutate(CancelExportDocument, { input: { id } }, options);
    return existing(this.graph.expect(cancelExport).export, `There is no export ${id}.`);
  }

  /** The objects of a complete export, one after the other: however many there are, only a few are in memory. */
  async *lines<Row = Record<string, unknown>>(id: string, options: RequestOptions = {}): AsyncGenerator<Row, void, undefined> {
    const { body } = await this.graph.download(`/public/exports/${encodeURIComponent(id)}`, options);
    if (!body) return;
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          throw new NetworkError('The file broke off: fetch it again.', { cause: error });
        });
        if (done) break;
        const lines = (rest + value).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') yield JSON.parse(line) as Row;
      }
      if (rest !== '') yield JSON.parse(rest) as Row;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}

function existing(state: ExportStateFragment | null, otherwise: string): ExportStateFragment {
  if (state === null) throw new ExportError('NOT_FOUND', otherwise);
  return state;
}
