import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { Product } from '../products/product.js';
import { Lot } from './lot.js';
import { StockItem } from './stock-item.js';

export enum PackWarningCode {
  UNKNOWN_PRODUCT = 'UNKNOWN_PRODUCT',
  UNKNOWN_LOT = 'UNKNOWN_LOT',
  EXPIRED = 'EXPIRED',
  EXPIRES_SOON = 'EXPIRES_SOON',
  RECALLED = 'RECALLED',
  ON_HOLD = 'ON_HOLD',
  EXPIRY_DIFFERS = 'EXPIRY_DIFFERS',
  NOT_IN_STOCK = 'NOT_IN_STOCK',
  PRODUCT_INACTIVE = 'PRODUCT_INACTIVE',
}

registerEnumType(PackWarningCode, {
  name: 'PackWarningCode',
  description: 'What to look at before a scanned pack is given out. New codes may be added: show the message.',
  valuesConfig: {
    UNKNOWN_PRODUCT: { description: 'No product has the code of the pack, or several have.' },
    UNKNOWN_LOT: { description: 'The lot was never taken in anywhere.' },
    EXPIRED: { description: "The last day of the pack, or of its lot's record, is over at the branch." },
    EXPIRES_SOON: { description: 'It can still be used, but in 90 days no more.' },
    RECALLED: { description: 'Its lot was recalled.' },
    ON_HOLD: { description: 'Packs of its lot are on hold or in quarantine at the branch.' },
    EXPIRY_DIFFERS: { description: 'The pack names another last day than the record of its lot.' },
    NOT_IN_STOCK: { description: 'By the record the branch has none of it.' },
    PRODUCT_INACTIVE: { description: 'The product is not in use any more.' },
  },
});

@ObjectType({ description: 'Something to look at before the pack is given out.' })
@Access('stock:read')
export class PackWarning {
  @Field(() => PackWarningCode, { simple: true, description: 'For programs.' })
  code: PackWarningCode;

  @Field(() => String, { simple: true, description: 'For the person who holds the pack.' })
  message: string;
}

@ObjectType({ description: 'What the code of a pack says, and what the branch knows of it.' })
@Access('stock:read')
export class ScannedPack {
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why the code cannot be read, as a sentence; all else is null or empty then.',
  })
  problem: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'GTIN (01), 14 digits.' })
  gtin: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'National healthcare reimbursement number (710 to 716).' })
  nationalCode: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Lot number (10).' })
  lotNumber: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Serial number (21).' })
  serialNumber: string | null;

  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day on which the pack may be used (17); the last of the month where it names only that.',
  })
  expiresOn: string | null;

  @Field(() => Boolean, { simple: true, description: 'False where the pack names only the month in which it expires (`YYMM00`).' })
  expiryDayKnown: boolean;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'When it was made (11): YYYY-MM-DD, or YYYY-MM where the day is open.',
  })
  producedOn: string | null;

  @Field(() => Product, { simple: true, nullable: true, description: 'The product that has this code; null when it is not known.' })
  product: Product | null;

  @Field(() => Lot, { simple: true, nullable: true, description: 'The lot; null when it is not known, or the code names none.' })
  lot: Lot | null;

  @Field(() => [StockItem], {
    simple: true,
    description:
      'What the branch has of the lot, or of the product where the code names no lot: by place and state, what expires first first.',
  })
  stock: StockItem[];

  @Field(() => Int, { simple: true, description: 'Packs of that stock that can be given out.' })
  available: number;

  @Field(() => [PackWarning], { simple: true, description: 'What to look at before the pack is given out; empty when all is well.' })
  warnings: PackWarning[];
}
