import { brokenEvents } from './event-changes.js';

const today = '2026-11-21';

interface Field {
  readonly prefix: string;
  readonly nullable?: boolean;
}

function schema(title: string, fields: Readonly<Record<string, Field>>, description = 'Something happened.'): string {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, { prefix, nullable }]) => [
      name,
      { type: nullable ? ['string', 'null'] : 'string', pattern: `^${prefix}_[0-7]$`, description: `${name} of ${title}` },
    ]),
  );
  return JSON.stringify({ title, description, properties: { data: { properties } } });
}

const placed = { id: { prefix: 'order' }, branchId: { prefix: 'branch', nullable: true }, lineId: { prefix: 'line' } };
const judge = (after: readonly string[], description?: string) =>
  brokenEvents(
    [schema('order.placed', placed, description), schema('order.sent', placed)],
    [...after, schema('order.sent', placed)],
    today,
  );

describe('messages of an event', () => {
  it.each([
    ['more fields', schema('order.placed', { ...placed, taskId: { prefix: 'task' } })],
    ['another description', schema('order.placed', placed, 'An order was placed.')],
    ['no null where there could be one', schema('order.placed', { ...placed, branchId: { prefix: 'branch' } })],
  ])('can get %s', (_, after) => {
    expect(judge([after, schema('order.moved', {})])).toEqual([]);
  });

  it.each([
    [
      'lose a field',
      schema('order.placed', { id: placed.id, branchId: placed.branchId }),
      /^order\.placed: `lineId` is gone\. Add another type/,
    ],
    [
      'hold null where there was none',
      schema('order.placed', { ...placed, lineId: { prefix: 'line', nullable: true } }),
      /`lineId` can be null/,
    ],
    ['tell of something else', schema('order.placed', { ...placed, lineId: { prefix: 'task' } }), /`lineId` is the id of something else/],
  ])('cannot %s', (_, after, reason) => {
    expect(judge([after])).toEqual([expect.stringMatching(reason)]);
  });
});

it('an event goes twelve months after it was deprecated, and not before', () => {
  expect(judge([])).toEqual([
    'order.placed is gone: deprecate it first, by a description that begins with "Deprecated 2026-11-21: use …".',
  ]);
  expect(judge([], 'Deprecated 2025-11-22: use order.sent.')).toEqual([
    'order.placed is gone: it was deprecated on 2025-11-22, and stays until 2026-11-22.',
  ]);
  expect(judge([], 'Deprecated 2025-11-21: use order.sent.')).toEqual([]);
});
