import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { HandoverCondition, type Side } from '../handover.js';
import type { StoredEntry } from './stored-chain.js';

export enum CustodySide {
  FROM = 'FROM',
  TO = 'TO',
}

registerEnumType(CustodySide, {
  name: 'CustodySide',
  description: 'A side of a handover.',
  valuesConfig: { FROM: { description: 'Who gives.' }, TO: { description: 'Who takes.' } },
});

@ObjectType({ description: 'Who gives or takes, as it stands in what was signed.' })
export class CustodyParty {
  @Field(() => ID, { simple: true, description: '`staff_…`, or `branch_…` in whose name any of its people signs.' })
  id: string;

  @Field(() => String, { simple: true, description: 'Its name at that time.' })
  name: string;

  @Field(() => String, { simple: true, nullable: true, description: 'Its GLN, 13 digits.' })
  gln?: string | null;
}

@ObjectType({ description: 'Where something changed hands, as the giver said.' })
export class CustodyPlace {
  @Field(() => String, { simple: true, description: 'Its name: `Ward 3`.' })
  name: string;

  @Field(() => String, { simple: true, nullable: true, description: 'Its GLN, 13 digits.' })
  gln?: string | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees north (WGS 84).' })
  latitude?: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees east (WGS 84).' })
  longitude?: number | null;
}

@ObjectType({ description: 'What a thermometer at the thing showed when it changed hands.' })
export class CustodyTemperature {
  @Field(() => Float, { simple: true, description: 'In degrees Celsius.' })
  celsius: number;

  @Field(() => String, { simple: true, nullable: true, description: 'When it was read, in UTC; at the handover when null.' })
  at?: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Of which thermometer.' })
  deviceId?: string | null;
}

@ObjectType({ description: 'One side of a handover vouches for it.' })
export class CustodySignature {
  @Field(() => CustodySide, { simple: true, description: 'Who signed.' })
  side: Side;

  @Field(() => ID, { simple: true, description: 'By which key: `signingkey_…`.' })
  keyId: string;

  @Field(() => String, { simple: true, description: "Ed25519 over the 32 bytes of the entry's hash, in base64url." })
  value: string;
}

@ObjectType({ description: 'One change of hands, signed by both sides; never altered.' })
@Access('custody:read')
export class CustodyEntry {
  @Field(() => Int, { simple: true, description: 'From 1, without gaps.' })
  sequence: number;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When; null where what is stored cannot be read.' })
  at: Date | null;

  @Field(() => CustodyPlace, { simple: true, description: 'Where.' })
  place: CustodyPlace;

  @Field(() => CustodyParty, { simple: true, description: 'Who gave.' })
  from: CustodyParty;

  @Field(() => CustodyParty, { simple: true, description: 'Who took.' })
  to: CustodyParty;

  @Field(() => HandoverCondition, {
    simple: true,
    nullable: true,
    description: 'In what state it was; null where what is stored cannot be read.',
  })
  condition: HandoverCondition | null;

  @Field(() => String, { simple: true, nullable: true, description: 'What was remarked.' })
  remark: string | null;

  @Field(() => String, { simple: true, description: 'What was scanned on it.' })
  scan: string;

  @Field(() => CustodyTemperature, { simple: true, nullable: true, description: 'How warm it was.' })
  temperature: CustodyTemperature | null;

  @Field(() => String, { simple: true, description: 'Hash of the entry before; 64 zeros before the first.' })
  previousHash: string;

  @Field(() => String, { simple: true, description: 'SHA-256 over the hash before and the canonical text, in hexadecimal.' })
  hash: string;

  @Field(() => [CustodySignature], { simple: true, description: 'Of both sides.' })
  signatures: CustodySignature[];

  handoverId: string;
}

export function shownEntry({ handover, previousHash, hash, signatures, handoverId, isReadable }: StoredEntry): CustodyEntry {
  const at = new Date(handover.at);
  return Object.assign(new CustodyEntry(), {
    sequence: handover.sequence,
    at: Number.isNaN(at.getTime()) ? null : at,
    place: handover.place,
    from: handover.from,
    to: handover.to,
    condition: isReadable ? handover.condition : null,
    remark: handover.remark ?? null,
    scan: handover.scan,
    temperature: handover.temperature ?? null,
    previousHash,
    hash,
    signatures: (['FROM', 'TO'] as const).flatMap((side) => {
      const signature = signatures[side];
      return signature ? [Object.assign(new CustodySignature(), { side, ...signature })] : [];
    }),
    handoverId,
  });
}
