import type { KeyObject } from 'node:crypto';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import { Depot } from '../../testing/depot.js';
import { makeKey, signItem } from './device.js';

export interface HandoverAnswer {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly items: readonly {
    readonly itemId: string;
    readonly hash: string;
    readonly previousHash: string;
    readonly text: string;
    readonly condition: string;
    readonly sequence: number;
    readonly fromKeyId: string | null;
  }[];
}

interface Answer {
  readonly handover: HandoverAnswer | null;
  readonly userErrors: readonly Refused[];
}

export interface VerdictAnswer {
  readonly isWhole: boolean;
  readonly itemId: string;
  readonly length: number;
  readonly headHash: string | null;
  readonly holder: { readonly id: string; readonly name: string } | null;
  readonly fault: { readonly code: string; readonly sequence: number; readonly side: string | null; readonly message: string } | null;
  readonly faults: readonly { readonly code: string; readonly sequence: number; readonly side: string | null }[];
}

export interface ChainAnswer {
  readonly item: { readonly itemId: string; readonly holderName: string; readonly delivered: boolean; readonly length: number };
  readonly entries: readonly { readonly sequence: number; readonly hash: string; readonly condition: string | null }[];
  readonly verdict: VerdictAnswer;
}

/** A person with a device that holds a key. */
export interface Signatory {
  readonly name: string;
  readonly staffId: string;
  readonly branchId: string;
  readonly context: RequestContext;
  keyId: string;
  privateKey: KeyObject;
}

export const handoverFields = 'handover { id version status items { itemId hash previousHash text condition sequence fromKeyId } }';
const verdictFields = `isWhole itemId length headHash holder { id name } fault { code sequence side message } faults { code sequence side }`;

/** A clinic, a courier's depot and a laboratory, with people who sign. */
export class CustodyHouse extends Depot {
  readonly laboratoryId: string = this.addBranch(undefined, { code: 'LAB', name: 'Central Laboratory' });

  /** Somebody with a key, at one branch. */
  async signatory(name: string, branchId: string = this.branchId, signsFor: readonly string[] = []): Promise<Signatory> {
    const staffId = newId('staff');
    this.neighbours.of('Staff').set(staffId, { displayName: name });
    const context = this.somebody({ actorId: staffId, branches: [branchId] });
    return { name, staffId, branchId, context, ...(await this.newKey(context, signsFor)) };
  }

  async newKey(context: RequestContext, branchIds: readonly string[] = []): Promise<{ keyId: string; privateKey: KeyObject }> {
    const { privateKey, publicKey } = makeKey();
    const input = { name: 'Telephone', publicKey, branchIds };
    const { signingKey } = await this.done<{ signingKey: { id: string } }>('registerSigningKey', 'signingKey { id }', input, context);
    return { keyId: signingKey.id, privateKey };
  }

  /** A specimen that is to be handed over, with its label. */
  specimen(code = `S-${Math.random().toString(36).slice(2, 8).toUpperCase()}`): Thing {
    return { itemId: newId('specimen'), name: 'EDTA blood', code, scan: code };
  }

  /** A task of the clinic with things to be carried. */
  async task(items: readonly object[], orderId: string | null = null): Promise<string> {
    const id = newId('task');
    await this.system(this.branchId, async (transaction) => {
      await transaction.rows(sql`insert into tasks (id, branch_id, number, kind, status, priority, order_id, order_key, items)
        values (${toUuid('task', id)}, ${toUuid('branch', this.branchId)}, ${id}, 'PICKUP', 'UNASSIGNED', 'ROUTINE',
          ${orderId && toUuid('order', orderId)}, ${orderId && 'bring'},
          ${JSON.stringify(items.map((item) => ({ id: (item as Thing).itemId, ...item })))}::jsonb)`);
    });
    return id;
  }

  async courier({ staffId, branchId, name }: Signatory): Promise<string> {
    const id = newId('courier');
    await this.system(branchId, async (transaction) => {
      await transaction.rows(sql`insert into couriers (id, branch_id, staff_id, name, name_key, vehicle, capacity)
        values (${toUuid('courier', id)}, ${toUuid('branch', branchId)}, ${toUuid('staff', staffId)}, ${name}, ${name}, 'CAR', 10)`);
    });
    return id;
  }

  propose(from: Signatory, to: object, items: readonly object[], more: object = {}): Promise<Answer> {
    const input = { branchId: from.branchId, to, place: { name: 'Ward 3' }, items, ...more };
    return this.run<Answer>('proposeHandover', handoverFields, input, from.context);
  }

  sign(mutation: 'signHandover' | 'acceptHandover', who: Signatory, handover: HandoverAnswer, more: object = {}): Promise<Answer> {
    const input = { id: handover.id, signatures: signaturesOf(who, handover), ...more };
    return this.run<Answer>(mutation, handoverFields, input, who.context);
  }

  step(mutation: string, who: Signatory, { id, version }: HandoverAnswer, more: object): Promise<Answer> {
    return this.run<Answer>(mutation, handoverFields, { id, expectedVersion: version, ...more }, who.context);
  }

  /** Proposed and signed by the giver. */
  async offer(from: Signatory, to: object, items: readonly object[], more: object = {}): Promise<HandoverAnswer> {
    const proposed = succeeded(await this.propose(from, to, items, more));
    return succeeded(await this.sign('signHandover', from, proposed));
  }

  /** The whole way, from one person to another. */
  async handOver(from: Signatory, to: Signatory, items: readonly object[], more: object = {}): Promise<HandoverAnswer> {
    const offered = await this.offer(from, { staffId: to.staffId, branchId: to.branchId }, items, more);
    return succeeded(await this.sign('acceptHandover', to, offered));
  }

  async chain(itemId: string, context = this.context): Promise<ChainAnswer | null> {
    const fields = `item { itemId holderName delivered length } entries { sequence hash condition } verdict { ${verdictFields} }`;
    const { custodyChain } = await this.ask<{ custodyChain: ChainAnswer | null }>(
      `query ($id: ID!) { custodyChain(itemId: $id) { ${fields} } }`,
      { id: itemId },
      context,
    );
    return custodyChain;
  }

  async verify(document: string, context = this.context): Promise<VerdictAnswer> {
    const query = `query ($document: String!) { verifyCustody(document: $document) { ${verdictFields} } }`;
    return (await this.ask<{ verifyCustody: VerdictAnswer }>(query, { document }, context)).verifyCustody;
  }

  async download(
    parameters: Readonly<Record<string, string>>,
    context = this.context,
  ): Promise<{ name: string; type: string; body: Buffer }> {
    const { name, type, body } = await this.subgraph.runtime.download({ name: 'custody-chain', parameters }, context);
    const pieces: Buffer[] = [];
    for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(Buffer.from(piece));
    return { name, type, body: Buffer.concat(pieces) };
  }
}

export interface Thing {
  readonly itemId: string;
  readonly name: string;
  readonly code: string;
  readonly scan: string;
}

export function signaturesOf({ keyId, privateKey }: Signatory, { items }: HandoverAnswer): object[] {
  return items.map((item) => signItem(item, keyId, privateKey));
}

export function succeeded({ handover, userErrors }: Answer): HandoverAnswer {
  if (!handover) throw new Error(userErrors.map(({ message }) => message).join(' '));
  return handover;
}
