import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal, type MutationPayload } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { Side } from '../handover.js';
import { atSide } from './at-side.js';
import { HandoverStatus, type CustodyHandover } from './custody-handover.js';
import { RefuseHandoverPayload, WithdrawHandoverPayload, type RefuseHandoverInput, type WithdrawHandoverInput } from './handover.inputs.js';

const nothing = { handover: null };

/** The taker does not take it: nothing changes hands. */
export function refuseHandover(context: Context, input: RefuseHandoverInput): Promise<RefuseHandoverPayload> {
  return end(context, RefuseHandoverPayload, input, { name: 'refuseHandover', side: 'TO', status: HandoverStatus.REFUSED });
}

/** The giver does not give it after all. */
export function withdrawHandover(context: Context, input: WithdrawHandoverInput): Promise<WithdrawHandoverPayload> {
  return end(context, WithdrawHandoverPayload, input, { name: 'withdrawHandover', side: 'FROM', status: HandoverStatus.WITHDRAWN });
}

function end<P extends MutationPayload & { handover: CustodyHandover | null }>(
  context: Context,
  payload: new () => P,
  { id, expectedVersion, reason }: RefuseHandoverInput,
  { name, side, status }: { readonly name: string; readonly side: Side; readonly status: HandoverStatus },
): Promise<P> {
  return atSide<MutationPayload & { handover: CustodyHandover | null }>(
    context,
    payload,
    { name, id, sides: [side] },
    async (transaction, handover) => {
      const stale = staleVersion(handover, expectedVersion, 'handover', nothing);
      if (stale) return stale;
      if (!reason.trim()) return refuse('REQUIRED', 'Say why.', ['input', 'reason'], nothing);
      const tooLong = lengthErrors(mostLetters.text, { reason });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      Object.assign(handover, { status, reason: reason.trim(), endedAt: new Date() });
      return { handover: await transaction.save(handover) };
    },
  ) as Promise<P>;
}
