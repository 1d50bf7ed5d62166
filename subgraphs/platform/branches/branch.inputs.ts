import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyScalar, LocalTimeScalar, PhoneNumberScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Branch, BranchStatus, BranchType, DayOfWeek, Department } from './branch.js';

@InputType({ description: 'Opening hours of a day of the week, on the wall clock of the branch.' })
export class OpeningHoursInput {
  @Field(() => DayOfWeek, { description: 'The day.' })
  day: DayOfWeek;

  @Field(() => LocalTimeScalar, { description: 'From.' })
  opens: string;

  @Field(() => LocalTimeScalar, { description: 'Until; before `opens` it is on the next day.' })
  closes: string;
}

@InputType({ description: 'A postal address.' })
export class BranchAddressInput {
  @Field(() => [String], { defaultValue: [], description: 'Street and house, as lines.' })
  lines: string[];

  @Field(() => String, { nullable: true, description: 'City, town or village.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  state?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, by ISO 3166-1 alpha-2.' })
  country?: string | null;
}

@InputType({ description: 'A new branch; it counts against the plan.' })
export class CreateBranchInput {
  @Field(() => String, { description: '2 to 20 letters, digits or hyphens, unique in the tenant.' })
  code: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => BranchType, { description: 'What it is.' })
  type: BranchType;

  @Field(() => TimeZoneScalar, { description: 'Its time zone.' })
  timeZone: string;

  @Field(() => CurrencyScalar, {
    nullable: true,
    description:
      "The currency of its prices, tills and stock; that of the tenant's first branch when left out, and the first branch must say it.",
  })
  currency?: string | null;

  @Field(() => BranchAddressInput, { nullable: true, description: 'Where it is.' })
  address?: BranchAddressInput | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, -180 to 180.' })
  longitude?: number | null;

  @Field(() => [OpeningHoursInput], { defaultValue: [], description: 'When it is open.' })
  openingHours: OpeningHoursInput[];

  @Field(() => String, { nullable: true, description: 'Number of its licence.' })
  licenceNumber?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Telephone.' })
  phone?: string | null;
}

@InputType({ description: 'Changes to a branch. What is left out stays; null empties what may be empty.' })
export class UpdateBranchInput {
  @Field(() => ID, { description: 'The branch.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Name.' })
  name?: string | null;

  @Field(() => BranchStatus, { nullable: true, description: 'Close it, or open it again within the plan.' })
  status?: BranchStatus | null;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'Its time zone.' })
  timeZone?: string | null;

  @Field(() => CurrencyScalar, {
    nullable: true,
    description:
      'The currency of its prices, tills and stock from now on. Tills and stock keep amounts in the currency they were recorded in: change it before anything is sold.',
  })
  currency?: string | null;

  @Field(() => BranchAddressInput, { nullable: true, description: 'Where it is.' })
  address?: BranchAddressInput | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, -90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, -180 to 180.' })
  longitude?: number | null;

  @Field(() => [OpeningHoursInput], { nullable: true, description: 'All opening hours.' })
  openingHours?: OpeningHoursInput[] | null;

  @Field(() => String, { nullable: true, description: 'Number of its licence.' })
  licenceNumber?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Telephone.' })
  phone?: string | null;
}

@InputType({ description: 'A new part of a branch.' })
export class CreateDepartmentInput {
  @Field(() => ID, { description: 'The branch.' })
  branchId: string;

  @Field(() => String, { description: 'Name, unique in the branch.' })
  name: string;
}

@InputType({ description: 'Another name for a department.' })
export class UpdateDepartmentInput {
  @Field(() => ID, { description: 'The department.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Name, unique in the branch.' })
  name: string;
}

@ObjectType({ description: 'The branch created, or why not.' })
export class CreateBranchPayload extends MutationPayload {
  @Field(() => Branch, { simple: true, nullable: true, description: 'The branch.' })
  branch: Branch | null;
}

@ObjectType({ description: 'The branch as changed, or why not.' })
export class UpdateBranchPayload extends MutationPayload {
  @Field(() => Branch, { simple: true, nullable: true, description: 'The branch.' })
  branch: Branch | null;
}

@ObjectType({ description: 'The department created, or why not.' })
export class CreateDepartmentPayload extends MutationPayload {
  @Field(() => Department, { simple: true, nullable: true, description: 'The department.' })
  department: Department | null;
}

@ObjectType({ description: 'The department as changed, or why not.' })
export class UpdateDepartmentPayload extends MutationPayload {
  @Field(() => Department, { simple: true, nullable: true, description: 'The department.' })
  department: Department | null;
}
