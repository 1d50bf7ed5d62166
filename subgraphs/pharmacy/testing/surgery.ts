import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { settlePrescription } from '../prescriptions/settling.js';
import { Dispensary } from './dispensary.js';

export const prescriptionFields = `id version number scanCode status statusReason signedAt writtenOn validUntil note isExpired isWaiting
  diagnosis { code display } branch { id } dispensingBranch { id } patient { id } prescriber { id } encounter { id }
  items { id version position status statusReason product { id } doseValue doseUnit route frequency period periodUnit asNeeded durationDays
    instructions quantity refills substitutionAllowed dispensed remaining dueNow dailyDose doseText }`;

export interface Item {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly statusReason: string | null;
  readonly [field: string]: unknown;
}

export interface Written {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly number: string | null;
  readonly scanCode: string | null;
  readonly writtenOn: string;
  readonly validUntil: string;
  readonly items: readonly Item[];
  readonly [field: string]: unknown;
}

export interface Outcome {
  readonly prescription: Written | null;
  readonly userErrors: Refused[];
}

/** A dispensary whose doctor prescribes. */
export class Surgery extends Dispensary {
  readonly doctorId = newId('staff');
  readonly doctor: RequestContext;
  readonly patientId = newId('patient');

  constructor(subgraph: TestSubgraph, neighbours: Neighbours) {
    super(subgraph, neighbours);
    this.doctor = this.somebody({ actorId: this.doctorId });
  }

  /** A draft of one medicine, unless said otherwise. */
  async write(more: object = {}, context = this.doctor): Promise<Outcome> {
    const input = { branchId: this.branchId, patientId: this.patientId, ...more };
    const items = 'items' in more ? more.items : [{ productId: await this.medicine(), quantity: 1 }];
    return this.run('writePrescription', `prescription { ${prescriptionFields} }`, { ...input, items }, context);
  }

  async draft(more: object = {}): Promise<Written> {
    return must(await this.write(more));
  }

  async signed(more: object = {}): Promise<Written> {
    return must(await this.act('signPrescription', await this.draft(more)));
  }

  /** Does something to a prescription as it was last seen: signs it, holds it. */
  act(mutation: string, { id, version }: { id: string; version: number }, more: object = {}, context = this.doctor): Promise<Outcome> {
    const reason = ['signPrescription', 'updatePrescription'].includes(mutation) ? {} : { reason: 'Changed her mind' };
    const input = { id, expectedVersion: version, ...reason, ...more };
    return this.run(mutation, `prescription { ${prescriptionFields} }`, input, context);
  }

  async facts(id: string, context = this.doctor): Promise<Written> {
    const { prescription } = await this.ask<{ prescription: Written }>(
      `query ($id: ID!) { prescription(id: $id) { ${prescriptionFields} } }`,
      { id },
      context,
    );
    return prescription;
  }

  /** Hands packs over, or takes them back when negative, as the dispensing room does: and settles the prescription. */
  async handOver(prescriptionId: string, packs: readonly number[], daysAgo = 0): Promise<void> {
    await this.behind(async (transaction) => {
      for (const [index, quantity] of packs.entries()) {
        await transaction.rows(sql`update medication_requests set dispensed = dispensed + ${quantity},
          last_dispensed_at = clock_timestamp() - make_interval(days => ${daysAgo})
          where prescription_id = ${toUuid('prescription', prescriptionId)} and position = ${index + 1} and ${quantity} <> 0`);
      }
      await settlePrescription(transaction, prescriptionId);
    });
  }

  /** A transaction that no command of ours would be. */
  behind(body: (transaction: Transaction) => Promise<unknown>): Promise<void> {
    return this.system(this.branchId, async (transaction) => void (await body(transaction)));
  }
}

function must({ prescription, userErrors }: Outcome): Written {
  if (!prescription) throw new Error(userErrors.map(({ message }) => message).join(' '));
  return prescription;
}
