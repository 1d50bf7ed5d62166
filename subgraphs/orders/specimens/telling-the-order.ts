import type { Transaction } from '#kernel/database/transaction.js';
import { fire } from '../lifecycle/firing.js';
import type { TriggerName } from '../workflows/workflow-definition.js';
import { progressOfOrders, type SpecimenProgress } from './planning.js';
import type { Specimen } from './specimen.js';

/** Tells the orders of these specimens what the last of theirs has reached, for them to go on. They are locked already. */
export async function tellOrders(transaction: Transaction, specimens: readonly Specimen[]): Promise<void> {
  const orderIds = [...new Set(specimens.map(({ orderId }) => orderId))].sort();
  const progress = await progressOfOrders((statement) => transaction.rows(statement), orderIds);
  for (const orderId of orderIds) for (const trigger of reached(progress.get(orderId))) await fire(transaction, orderId, trigger);
}

/** A rejected specimen keeps nobody waiting; where all were rejected the order waits for who decides what becomes of it. */
function reached(progress: SpecimenProgress | undefined): TriggerName[] {
  if (!progress) return [];
  const { total, collected, received, resulted, rejected } = progress;
  const allHave = (done: number): boolean => done > 0 && done + rejected === total;
  const triggers: TriggerName[] = [];
  if (allHave(collected)) triggers.push('SPECIMENS_COLLECTED');
  if (allHave(received)) triggers.push('SPECIMENS_RECEIVED');
  if (allHave(resulted)) triggers.push('SPECIMENS_RESULTED');
  return triggers;
}
