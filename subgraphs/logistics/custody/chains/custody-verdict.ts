import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ChainFault, ChainFaultCode } from '../chain-fault.js';
import type { Side } from '../handover.js';
import { CustodyParty, CustodySide } from './custody-entry.js';

/** `ChainFaultCode`, as the graph has it. */
export const CustodyFaultCode = {
  CHANGED_ENTRY: 'CHANGED_ENTRY',
  OTHER_ITEM: 'OTHER_ITEM',
  DUPLICATE: 'DUPLICATE',
  WRONG_ORDER: 'WRONG_ORDER',
  MISSING_LINK: 'MISSING_LINK',
  BROKEN_LINK: 'BROKEN_LINK',
  TIME_BACKWARDS: 'TIME_BACKWARDS',
  POSSESSION_GAP: 'POSSESSION_GAP',
  MISSING_SIGNATURE: 'MISSING_SIGNATURE',
  UNKNOWN_KEY: 'UNKNOWN_KEY',
  REVOKED_KEY: 'REVOKED_KEY',
  WRONG_SIGNATURE: 'WRONG_SIGNATURE',
  CUT_END: 'CUT_END',
} as const satisfies { readonly [Code in ChainFaultCode]: Code };

registerEnumType(CustodyFaultCode, {
  name: 'CustodyFaultCode',
  description: 'What is wrong with a chain of custody.',
  valuesConfig: {
    CHANGED_ENTRY: { description: 'An entry is not what was hashed.' },
    OTHER_ITEM: { description: 'An entry is of another item.' },
    DUPLICATE: { description: 'An entry stands in the chain twice, or another has its number.' },
    WRONG_ORDER: { description: 'The entry that belongs there stands further behind.' },
    MISSING_LINK: { description: 'The entry that belongs there is nowhere.' },
    BROKEN_LINK: { description: 'An entry was made behind another one than that before it.' },
    TIME_BACKWARDS: { description: 'An entry is earlier than that before it.' },
    POSSESSION_GAP: { description: 'Who gave was not who had it.' },
    MISSING_SIGNATURE: { description: 'A side did not sign.' },
    UNKNOWN_KEY: { description: 'The key of a signature is not known.' },
    REVOKED_KEY: { description: 'The key of a signature had been revoked by then.' },
    WRONG_SIGNATURE: { description: 'A signature is not of that entry, or not by that side.' },
    CUT_END: { description: 'The end that is known is not in the chain.' },
  },
});

@ObjectType({ description: 'One thing that is wrong with a chain of custody.' })
export class CustodyFault {
  @Field(() => CustodyFaultCode, { simple: true, description: 'For programs.' })
  code: ChainFaultCode;

  @Field(() => Int, { simple: true, description: 'The number of the handover that is wrong or missing.' })
  sequence: number;

  @Field(() => CustodySide, { simple: true, nullable: true, description: 'Whose signature is meant, where one is.' })
  side: Side | null;

  @Field(() => String, { simple: true, description: 'What is wrong and what to do, for people.' })
  message: string;
}

@ObjectType({ description: 'Whether a chain of custody is what both sides of each handover signed.' })
export class CustodyVerdict {
  @Field(() => Boolean, { simple: true, description: 'Whether nothing is wrong with it.' })
  isWhole: boolean;

  @Field(() => ID, { simple: true, description: 'Whose chain it is.' })
  itemId: string;

  @Field(() => Int, { simple: true, description: 'How many entries were looked at.' })
  length: number;

  @Field(() => String, { simple: true, nullable: true, description: 'Hash of the last entry that the database knows of.' })
  headHash: string | null;

  @Field(() => CustodyParty, { simple: true, nullable: true, description: 'Who has the item; null when the chain does not say.' })
  holder: CustodyParty | null;

  @Field(() => CustodyFault, { simple: true, nullable: true, description: 'What is wrong first, from the beginning of the chain.' })
  fault: CustodyFault | null;

  @Field(() => [CustodyFault], { simple: true, description: 'All that is wrong, at most one thing with each entry and one with the end.' })
  faults: CustodyFault[];
}

interface Looked {
  readonly itemId: string;
  readonly headHash: string | null;
  readonly length: number;
  readonly holder: CustodyParty | null;
}

export function shownVerdict({ itemId, headHash, length, holder }: Looked, found: readonly ChainFault[]): CustodyVerdict {
  const faults = found.map(({ code, sequence, side, message }) => Object.assign(new CustodyFault(), { code, sequence, side, message }));
  const isWhole = faults.length === 0;
  return Object.assign(new CustodyVerdict(), {
    isWhole,
    itemId,
    length,
    headHash,
    holder: isWhole ? holder : null,
    fault: faults[0] ?? null,
    faults,
  });
}
