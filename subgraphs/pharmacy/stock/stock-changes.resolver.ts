import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { adjustStock, writeOffStock } from './adjusting.js';
import { holdStock, makeStockAvailable, markStockDamaged, quarantineStock } from './changing-status.js';
import { ReceiveStockInput, ReceiveStockPayload } from './receiving.inputs.js';
import { receiveStock } from './receiving.js';
import { moveStockToLocation } from './relocating.js';
import {
  AdjustStockInput,
  AdjustStockPayload,
  HoldStockInput,
  HoldStockPayload,
  MakeStockAvailableInput,
  MakeStockAvailablePayload,
  MarkStockDamagedInput,
  MarkStockDamagedPayload,
  MoveStockToLocationInput,
  MoveStockToLocationPayload,
  QuarantineStockInput,
  QuarantineStockPayload,
  WriteOffStockInput,
  WriteOffStockPayload,
} from './stock-changes.inputs.js';

@Resolver()
export class StockChangesResolver {
  @Mutation(() => AdjustStockPayload, {
    description: 'Corrects what is on hand of a lot in a place, with a reason. Not for controlled substances.',
  })
  @Access('stock:adjust')
  adjustStock(
    @Ctx() context: Context,
    @Arg('input', () => AdjustStockInput, { description: 'The correction.' }) input: AdjustStockInput,
  ): Promise<AdjustStockPayload> {
    return adjustStock(context, input);
  }

  @Mutation(() => WriteOffStockPayload, {
    description:
      'Takes packs out as a loss, whatever their state: the way out for what is expired, held, in quarantine, recalled or damaged. Not for controlled substances.',
  })
  @Access('stock:adjust')
  writeOffStock(
    @Ctx() context: Context,
    @Arg('input', () => WriteOffStockInput, { description: 'The loss.' }) input: WriteOffStockInput,
  ): Promise<WriteOffStockPayload> {
    return writeOffStock(context, input);
  }

  @Mutation(() => QuarantineStockPayload, { description: 'Sets packs apart until somebody has looked at them.' })
  @Access('stock:adjust')
  quarantineStock(
    @Ctx() context: Context,
    @Arg('input', () => QuarantineStockInput, { description: 'The packs.' }) input: QuarantineStockInput,
  ): Promise<QuarantineStockPayload> {
    return quarantineStock(context, input);
  }

  @Mutation(() => HoldStockPayload, { description: 'Stops packs for a while: they are not given out.' })
  @Access('stock:adjust')
  holdStock(
    @Ctx() context: Context,
    @Arg('input', () => HoldStockInput, { description: 'The packs.' }) input: HoldStockInput,
  ): Promise<HoldStockPayload> {
    return holdStock(context, input);
  }

  @Mutation(() => MarkStockDamagedPayload, { description: 'Says that packs are damaged; a mistake is corrected by way of quarantine.' })
  @Access('stock:adjust')
  markStockDamaged(
    @Ctx() context: Context,
    @Arg('input', () => MarkStockDamagedInput, { description: 'The packs.' }) input: MarkStockDamagedInput,
  ): Promise<MarkStockDamagedPayload> {
    return markStockDamaged(context, input);
  }

  @Mutation(() => MakeStockAvailablePayload, {
    description:
      'Releases packs that were held or in quarantine: they can be given out. Refused for lots that are recalled or have expired.',
  })
  @Access('stock:release')
  makeStockAvailable(
    @Ctx() context: Context,
    @Arg('input', () => MakeStockAvailableInput, { description: 'The packs.' }) input: MakeStockAvailableInput,
  ): Promise<MakeStockAvailablePayload> {
    return makeStockAvailable(context, input);
  }

  @Mutation(() => MoveStockToLocationPayload, { description: 'Puts packs elsewhere in the branch; they keep their state.' })
  @Access('stock:adjust')
  moveStockToLocation(
    @Ctx() context: Context,
    @Arg('input', () => MoveStockToLocationInput, { description: 'What goes where.' }) input: MoveStockToLocationInput,
  ): Promise<MoveStockToLocationPayload> {
    return moveStockToLocation(context, input);
  }

  @Mutation(() => ReceiveStockPayload, { description: 'Takes in goods that come without a purchase order: all lines, or none.' })
  @Access('stock:receive')
  receiveStock(
    @Ctx() context: Context,
    @Arg('input', () => ReceiveStockInput, { description: 'The goods.' }) input: ReceiveStockInput,
  ): Promise<ReceiveStockPayload> {
    return receiveStock(context, input);
  }
}
