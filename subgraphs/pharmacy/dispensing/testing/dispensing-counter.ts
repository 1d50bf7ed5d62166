import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import type { InteractionSeverity } from '../../interactions/interacting.js';
import { substanceItself } from '../../interactions/interacting.js';
import { Surgery } from '../../testing/surgery.js';

export const dispenseFields = `id version number status statusReason quantity countsAs owed fill wasSubstituted substitutionReason
  product { id } prescribedProduct { id } patient { id } branch { id } preparedBy { id } checkedBy { id } handedOverBy { id } handedOverAt collectedBy
  request { id status dispensed remaining dueNow } prescription { id status }
  lots { lot { id } location { id } quantity returned verified serialNumbers }
  checks { id kind severity message source inputs override { reason by { id } } } openChecks { id kind } returns { lot { id } quantity reason credited receivedBy { id } }`;

export interface FoundHere {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly message: string;
  readonly source: string | null;
  readonly inputs: string;
  readonly override: { readonly reason: string; readonly by: { readonly id: string } | null } | null;
}

export interface Prepared {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: string;
  readonly quantity: number;
  readonly owed: number;
  readonly request: {
    readonly id: string;
    readonly status: string;
    readonly dispensed: number;
    readonly remaining: number;
    readonly dueNow: number;
  };
  readonly prescription: { readonly id: string; readonly status: string };
  readonly lots: readonly { readonly lot: { readonly id: string }; readonly quantity: number; readonly returned: number }[];
  readonly checks: readonly FoundHere[];
  readonly openChecks: readonly { readonly id: string; readonly kind: string }[];
  readonly [field: string]: unknown;
}

export interface Outcome {
  readonly dispense: Prepared | null;
  readonly userErrors: Refused[];
}

/** The counter of a pharmacy, with a doctor upstairs. */
export class DispensingCounter extends Surgery {
  /** A medicine with one substance of a strength, as tablets. */
  async tablets(substanceId: string, strengthValue: number, medication: object = {}, more: object = {}): Promise<string> {
    const ingredients = [
      { substanceId, strength: `${strengthValue} mg`, strengthValue, strengthUnit: 'mg', referenceAmount: 'one tablet' },
    ];
    return this.medicine(`Tablet ${newId('x').slice(-6)} ${strengthValue} mg`, { form: 'tablet', ingredients, ...medication }, more);
  }

  /** Medicines prescribed and signed as one; their ids in order. */
  async prescribed(items: readonly object[], more: object = {}): Promise<string[]> {
    const { items: written } = await this.signed({ items: items.map((item) => ({ quantity: 1, ...item })), ...more });
    return written.map(({ id }) => id);
  }

  /** One medicine, on a prescription of its own. */
  async prescribe(productId: string, item: object = {}, more: object = {}): Promise<string> {
    return (await this.prescribed([{ productId, ...item }], more))[0] ?? '';
  }

  prepare(medicationRequestId: string, more: object = {}, context: RequestContext = this.context): Promise<Outcome> {
    return this.run(
      'prepareDispense',
      `dispense { ${dispenseFields} }`,
      { branchId: this.branchId, medicationRequestId, ...more },
      context,
    );
  }

  async prepared(medicationRequestId: string, more: object = {}, context?: RequestContext): Promise<Prepared> {
    return must(await this.prepare(medicationRequestId, more, context));
  }

  /** Does something to a dispense as it was last seen. */
  does(
    mutation: string,
    { id, version }: { id: string; version: number },
    more: object = {},
    context: RequestContext = this.context,
  ): Promise<Outcome> {
    return this.run(mutation, `dispense { ${dispenseFields} }`, { id, expectedVersion: version, ...more }, context);
  }

  async did(mutation: string, dispense: { id: string; version: number }, more: object = {}, context?: RequestContext): Promise<Prepared> {
    return must(await this.does(mutation, dispense, more, context));
  }

  /** Prepared and handed over, with nothing against it. */
  async handedOver(medicationRequestId: string, more: object = {}): Promise<Prepared> {
    return this.did('handOverDispense', await this.prepared(medicationRequestId, more));
  }

  override(checkId: string, reason = 'Discussed with the prescriber', context: RequestContext = this.context): Promise<Outcome> {
    return this.run('overrideCheck', `dispense { ${dispenseFields} }`, { checkId, reason }, context);
  }

  async dispense(id: string, context: RequestContext = this.context): Promise<Prepared | null> {
    return (await this.ask<{ dispense: Prepared | null }>(`query ($id: ID!) { dispense(id: $id) { ${dispenseFields} } }`, { id }, context))
      .dispense;
  }

  /** That the last part of a medicine was handed over so many days ago. */
  async lastGiven(medicationRequestId: string, daysAgo: number): Promise<void> {
    await this.behind((transaction) =>
      transaction.rows(sql`update medication_requests set last_dispensed_at = clock_timestamp() - make_interval(days => ${daysAgo})
        where id = ${toUuid('medicationrequest', medicationRequestId)}`),
    );
  }

  /** That all lots of a product were recalled. */
  async recalled(productId: string): Promise<void> {
    const product = toUuid('product', productId);
    await this.behind((transaction) =>
      transaction.rows(sql`with recall as (
          insert into recalls (product_id, class, status, reason, started_at) values (${product}, 'CLASS_I', 'ONGOING', 'Glass', now()) returning id
        ) update lots set recall_id = recall.id from recall where product_id = ${product}`),
    );
  }

  /** That all lots of a product are past their day. */
  async expired(productId: string): Promise<void> {
    await this.behind((transaction) =>
      transaction.rows(sql`update lots set expires_on = '2020-01-01' where product_id = ${toUuid('product', productId)}`),
    );
  }

  /** What would be found; null when there is nothing to look at. */
  async preview(medicationRequestId: string, context: RequestContext = this.context): Promise<FoundHere[]> {
    const text = `query ($id: ID!, $branchId: ID) { dispenseChecks(medicationRequestId: $id, branchId: $branchId) { kind severity message source } }`;
    const { dispenseChecks } = await this.ask<{ dispenseChecks: FoundHere[] }>(
      text,
      { id: medicationRequestId, branchId: this.branchId },
      context,
    );
    return dispenseChecks;
  }

  /** That the last day of its prescription was long ago; done behind the graph, where what is signed can be changed. */
  async past(medicationRequestId: string): Promise<void> {
    const owner = new pg.Client({ connectionString: this.subgraph.ownerUrl });
    await owner.connect();
    try {
      await owner.query('set search_path = pharmacy, public');
      await owner.query('set session_replication_role = replica');
      await owner.query("select set_config('app.tenant_id', $1, false)", [toUuid('tenant', this.tenant.id)]);
      await owner.query(
        `update prescriptions set written_on = '2020-01-01', valid_until = '2020-03-31'
          where id = (select prescription_id from medication_requests where id = $1)`,
        [toUuid('medicationrequest', medicationRequestId)],
      );
    } finally {
      await owner.end();
    }
  }

  /** A rule of the thesaurus between two substances by name. */
  async interact(one: string, other: string, severity: `${InteractionSeverity}`): Promise<void> {
    const sides = [one, other].map((name) => ({ name, key: substanceItself({ id: '', name }) })).sort((a, b) => (a.key < b.key ? -1 : 1));
    await this.behind((transaction) =>
      transaction.rows(sql`insert into interaction_rules (first_key, first_name, second_key, second_name, severity, part, conditional, management, source)
        values (${sides[0]?.key}, ${sides[0]?.name}, ${sides[1]?.key}, ${sides[1]?.name}, ${severity}, 1, false, 'Watch closely.', 'Thesaurus of tests')`),
    );
  }

  /** What the patient's record says of allergies. */
  allergic(display: string, more: object = {}, code: object = {}): void {
    const allergy = {
      id: newId('allergy'),
      clinicalStatus: 'ACTIVE',
      verificationStatus: 'CONFIRMED',
      type: 'ALLERGY',
      criticality: null,
      ...more,
    };
    this.neighbours.of('Patient').set(this.patientId, {
      name: 'Bat-Erdene Dorj',
      allergies: [{ ...allergy, code: { system: null, code: null, display, ...code } }],
    });
  }
}

function must({ dispense, userErrors }: Outcome): Prepared {
  if (!dispense || userErrors.length > 0) throw new Error(userErrors.map(({ message }) => message).join(' '));
  return dispense;
}
