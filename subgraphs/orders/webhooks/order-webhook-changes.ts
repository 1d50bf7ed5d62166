import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { shownOnce } from '#kernel/database/shown-once.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { WebhookTargets } from '#kernel/webhooks/webhook-target.js';
import {
  CreateOrderWebhookPayload,
  RotateOrderWebhookSecretPayload,
  TestOrderWebhookPayload,
  UpdateOrderWebhookPayload,
  type CreateOrderWebhookInput,
  type RotateOrderWebhookSecretInput,
  type TestOrderWebhookInput,
  type UpdateOrderWebhookInput,
} from './order-webhook.inputs.js';
import { OrderWebhook } from './order-webhook.js';
import { giveSecret, replaceSecret } from './webhook-secrets.js';
import { planDelivery, type WebhookServices } from './delivering.js';

const permission = 'orders:configure';
const mostWebhooks = 50;
const mostOverlapHours = 168;
const notThere = ['NOT_FOUND', 'There is no such webhook.', ['input', 'id']] as const;
const answersSecret = shownOnce<CreateOrderWebhookPayload | RotateOrderWebhookSecretPayload>(
  'secret',
  'orderWebhook',
  'rotateOrderWebhookSecret gives another',
);

export async function createOrderWebhook(context: Context, input: CreateOrderWebhookInput): Promise<CreateOrderWebhookPayload> {
  const nothing = { orderWebhook: null, secret: null };
  const name = input.name.trim();
  const taken = { code: 'TAKEN', message: `There is a webhook ${name} already: change that one.`, field: ['input', 'name'] } as const;
  const options = { name: 'createOrderWebhook', permission, answersSecret, constraints: { order_webhooks_name: taken } };
  return context.db.command(CreateOrderWebhookPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || name.length > 60) {
      const message = 'A name is words of lower-case letters and digits, parted by underscores, such as lims.';
      return refuse('INVALID', message, ['input', 'name'], nothing);
    }
    const problem = targetsOf(context).problemWith(input.url);
    if (problem) return refuse('INVALID', problem, ['input', 'url'], nothing);
    const [kept] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from order_webhooks`);
    if ((kept?.count ?? 0) >= mostWebhooks)
      return refuse('LIMIT_REACHED', `A tenant has at most ${mostWebhooks} webhooks: change one that you have.`, ['input'], nothing);
    const { url, active } = input;
    const orderWebhook = Object.assign(new OrderWebhook(), { id: newId('orderwebhook'), name, url, active, disabledReason: null });
    await transaction.insert(orderWebhook);
    return { orderWebhook, secret: await giveSecret(transaction, orderWebhook.id) };
  });
}

export async function updateOrderWebhook(context: Context, input: UpdateOrderWebhookInput): Promise<UpdateOrderWebhookPayload> {
  const nothing = { orderWebhook: null };
  return context.db.command(UpdateOrderWebhookPayload, { name: 'updateOrderWebhook', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const orderWebhook = await transaction.lock(OrderWebhook, input.id);
    if (!orderWebhook) return refuse(...notThere, nothing);
    const stale = staleVersion(orderWebhook, input.expectedVersion, 'webhook', nothing);
    if (stale) return stale;
    const problem = input.url == null ? null : targetsOf(context).problemWith(input.url);
    if (problem) return refuse('INVALID', problem, ['input', 'url'], nothing);
    orderWebhook.url = input.url ?? orderWebhook.url;
    if (input.active != null) Object.assign(orderWebhook, { active: input.active, disabledReason: null });
    return { orderWebhook: await transaction.save(orderWebhook) };
  });
}

export async function rotateOrderWebhookSecret(
  context: Context,
  { id, overlapHours }: RotateOrderWebhookSecretInput,
): Promise<RotateOrderWebhookSecretPayload> {
  const nothing = { orderWebhook: null, secret: null, previousValidUntil: null };
  const options = { name: 'rotateOrderWebhookSecret', permission, answersSecret };
  return context.db.command(RotateOrderWebhookSecretPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const orderWebhook = await transaction.lock(OrderWebhook, id);
    if (!orderWebhook) return refuse(...notThere, nothing);
    if (overlapHours < 0 || overlapHours > mostOverlapHours) {
      const message = `The secret before stays valid for 0 to ${mostOverlapHours} hours, a week.`;
      return refuse('INVALID', message, ['input', 'overlapHours'], nothing);
    }
    return { orderWebhook, ...(await replaceSecret(transaction, id, overlapHours)) };
  });
}

export async function testOrderWebhook(context: Context, { id }: TestOrderWebhookInput): Promise<TestOrderWebhookPayload> {
  const nothing = { delivery: null };
  return context.db.command(TestOrderWebhookPayload, { name: 'testOrderWebhook', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const orderWebhook = await transaction.lock(OrderWebhook, id);
    if (!orderWebhook) return refuse(...notThere, nothing);
    if (!orderWebhook.active) return refuse('WRONG_STATE', 'The webhook is not active: set it active first.', ['input', 'id'], nothing);
    const delivery = await planDelivery(transaction, orderWebhook, { type: 'webhook.test', at: new Date(), order: null });
    return { delivery };
  });
}

/** Where nothing was said of webhooks, they may go to the Internet alone. */
function targetsOf(context: Context): WebhookTargets {
  return (context as Context<Partial<WebhookServices> | null>).services?.webhooks?.targets ?? new WebhookTargets(false);
}
