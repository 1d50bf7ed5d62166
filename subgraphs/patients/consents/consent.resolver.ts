import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { ApiClient, clientReference } from '../clients/api-client.js';
import { Patient, patientById } from '../patients/patient.js';
import type { PatientsServices } from '../services.js';
import { ConsentFilter, RecordConsentInput, RecordConsentPayload, WithdrawConsentInput, WithdrawConsentPayload } from './consent.inputs.js';
import { Consent, consentById, ConsentConnection, consentList, consentsOfPatient } from './consent.js';
import { recordConsent, withdrawConsent } from './record-consent.js';

const elsewhere = "That holds at once for the patient's record, and normally within a second for appointments, orders and the rest.";

@Resolver(() => Consent)
export class ConsentResolver {
  @Query(() => Consent, { nullable: true, description: 'One consent; null when there is none.' })
  @Access('consents:read')
  consent(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Consent | null> {
    return context.load(consentById, id);
  }

  @Query(() => ConsentConnection, { description: 'Consents of all patients, the newest first.' })
  @Access('consents:read')
  consents(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ConsentFilter, { nullable: true, description: 'Which consents.' }) filter: ConsentFilter | null,
  ): Promise<Page<Consent>> {
    const given = filter?.clientId ? sql`client_id = ${toUuid('client', filter.clientId)}` : sql`true`;
    const holds = sql`(status = 'ACTIVE' and starts_at <= now() and (ends_at is null or ends_at > now()))`;
    const wanted = filter?.inForce == null ? sql`true` : filter.inForce ? holds : sql`not ${holds}`;
    return page(context, consentList, args, { field: 'CREATED_AT', direction: OrderDirection.DESC }, sql`${given} and ${wanted}`);
  }

  @Mutation(() => RecordConsentPayload, {
    description: `Records that a patient consents to the use of their data by a client. ${elsewhere}`,
  })
  @Access('consents:manage')
  recordConsent(
    @Ctx() context: Context<PatientsServices>,
    @Arg('input', () => RecordConsentInput, { description: 'The consent.' }) input: RecordConsentInput,
  ): Promise<RecordConsentPayload> {
    return recordConsent(context, input);
  }

  @Mutation(() => WithdrawConsentPayload, { description: `Ends a consent, and with it what the client was allowed. ${elsewhere}` })
  @Access('consents:manage')
  withdrawConsent(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawConsentInput, { description: 'Which consent, and why.' }) input: WithdrawConsentInput,
  ): Promise<WithdrawConsentPayload> {
    return withdrawConsent(context, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it holds now.' })
  inForce(@Root() consent: Consent): boolean {
    return consent.holdsAt(new Date());
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Who consents.' })
  patient(@Root() consent: Consent, @Ctx() context: Context): Promise<Patient | null> {
    return context.load(patientById, consent.patientId);
  }

  @FieldResolver(() => ApiClient, { description: 'The client that may use the data.' })
  client(@Root() consent: Consent): ApiClient {
    return clientReference(consent.clientId);
  }
}

@Resolver(() => Patient)
export class PatientConsentsResolver {
  @FieldResolver(() => [Consent], { description: 'To which clients the patient consented, also what holds no longer, the oldest first.' })
  async consents(@Root() patient: Patient, @Ctx() context: Context): Promise<Consent[]> {
    return (await context.load(consentsOfPatient, patient.id)) ?? [];
  }
}
