import { Field, Float, Int, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { fromHundredths } from './hundredths.js';
import { Eye, LensKind, PrismBase } from './optical-terms.js';
import { transpose } from './transposition.js';

/** A lens as its table has it: dioptres, prism dioptres and millimetres in hundredths. */
export interface LensFacts {
  readonly kind: LensKind;
  readonly eye: Eye;
  readonly sphere: number | null;
  readonly power: number | null;
  readonly cylinder: number | null;
  readonly axis: number | null;
  readonly addition: number | null;
  readonly prism_vertical: number | null;
  readonly prism_vertical_base: PrismBase | null;
  readonly prism_horizontal: number | null;
  readonly prism_horizontal_base: PrismBase | null;
  readonly pupillary_distance: number | null;
  readonly back_distance: number | null;
  readonly base_curve: number | null;
  readonly diameter: number | null;
  readonly note: string | null;
}

@ObjectType({ description: 'A prism of a lens.' })
@Access('prescriptions:read')
export class Prism {
  @Field(() => Float, { simple: true, description: 'How strong, in prism dioptres: 0.5.' })
  amount: number;

  @Field(() => PrismBase, { simple: true, description: 'To which side its thick edge lies.' })
  base: PrismBase;
}

@ObjectType({ description: 'The powers of a lens, written with the cylinder of the other sign.' })
@Access('prescriptions:read')
export class TransposedPowers {
  @Field(() => Float, { simple: true, description: 'The sphere, or the power of a contact lens, in dioptres.' })
  sphere: number;

  @Field(() => Float, { simple: true, description: 'The cylinder, in dioptres.' })
  cylinder: number;

  @Field(() => Int, { simple: true, description: 'The axis of the cylinder in degrees, 1 to 180.' })
  axis: number;
}

@ObjectType({
  description: 'What one eye needs (FHIR R4 VisionPrescription.lensSpecification). Powers are in dioptres, lengths in millimetres.',
})
@Access('prescriptions:read')
export class OpticalLens {
  constructor(readonly facts: LensFacts) {}

  @Field(() => Eye, { simple: true, description: 'For which eye.' })
  get eye(): Eye {
    return this.facts.eye;
  }

  @Field(() => LensKind, { simple: true, description: 'Of glasses, or a contact lens.' })
  get product(): LensKind {
    return this.facts.kind;
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'The sphere of a lens of glasses; zero is plano.' })
  get sphere(): number | null {
    return shown(this.facts.sphere);
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'The power of a contact lens.' })
  get power(): number | null {
    return shown(this.facts.power);
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'The cylinder; null when there is none.' })
  get cylinder(): number | null {
    return shown(this.facts.cylinder);
  }

  @Field(() => Int, { simple: true, nullable: true, description: 'The axis of the cylinder in degrees, 1 to 180.' })
  get axis(): number | null {
    return this.facts.axis;
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'How much more power for near.' })
  get add(): number | null {
    return shown(this.facts.addition);
  }

  @Field(() => [Prism], { simple: true, description: 'Its prisms: at most one up or down, then at most one in or out.' })
  get prisms(): Prism[] {
    return prismsOf(this.facts).map(({ amount, base }) => Object.assign(new Prism(), { amount: fromHundredths(amount), base }));
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'From the middle of the nose to the pupil.' })
  get pupillaryDistance(): number | null {
    return shown(this.facts.pupillary_distance);
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'From the back of the lens to the eye (vertex distance).' })
  get backDistance(): number | null {
    return shown(this.facts.back_distance);
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'The base curve of a contact lens (FHIR R4 backCurve).' })
  get baseCurve(): number | null {
    return shown(this.facts.base_curve);
  }

  @Field(() => Float, { simple: true, nullable: true, description: 'The diameter of a contact lens.' })
  get diameter(): number | null {
    return shown(this.facts.diameter);
  }

  @Field(() => String, { simple: true, nullable: true, description: 'To the optician.' })
  get note(): string | null {
    return this.facts.note;
  }

  @Field(() => TransposedPowers, {
    simple: true,
    nullable: true,
    description: 'The same lens, written with the cylinder of the other sign; null without a cylinder.',
  })
  get transposed(): TransposedPowers | null {
    const { cylinder, axis } = this.facts;
    const sphere = this.facts.sphere ?? this.facts.power;
    if (sphere === null || cylinder === null || axis === null) return null;
    const other = transpose({ sphere, cylinder, axis });
    return Object.assign(new TransposedPowers(), {
      sphere: fromHundredths(other.sphere),
      cylinder: fromHundredths(other.cylinder),
      axis: other.axis,
    });
  }
}

/** The prisms of a lens, in hundredths. */
export function prismsOf(facts: LensFacts): { readonly amount: number; readonly base: PrismBase }[] {
  const { prism_vertical: vertical, prism_vertical_base: upOrDown, prism_horizontal: horizontal, prism_horizontal_base: inOrOut } = facts;
  return [
    ...(vertical !== null && upOrDown !== null ? [{ amount: vertical, base: upOrDown }] : []),
    ...(horizontal !== null && inOrOut !== null ? [{ amount: horizontal, base: inOrOut }] : []),
  ];
}

function shown(hundredths: number | null): number | null {
  return hundredths === null ? null : fromHundredths(hundredths);
}

/** The glasses before the contact lenses, and the right eye before the left. */
export const lensesOfPrescription = defineLoader<string, OpticalLens[]>('lenses of prescription', async ({ db }: Context, ids) => {
  const rows = await db.rows<LensFacts & { prescription_id: string }>(
    sql`select * from optical_lenses where prescription_id = any (${ids.map((id) => toUuid('opticalprescription', id))}::uuid[])
      order by kind desc, eye desc`,
    'prescriptions:read',
  );
  const byUuid = Map.groupBy(rows, (row) => row.prescription_id);
  return new Map(
    [...byUuid].map(([uuid, lenses]) => [toTypeId('opticalprescription', uuid), lenses.map((facts) => new OpticalLens(facts))]),
  );
});
