import { randomBytes, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { makeKey } from '../../subgraphs/logistics/custody/testing/device.js';
import type { GraphClient } from './client.js';
import {
  AddCourierDocument,
  AddTemperatureLoggerDocument,
  CreateBranchDocument,
  CreateProductDocument,
  CreateStaffDocument,
  GoOnShiftDocument,
  RegisterPatientDocument,
  RegisterSigningKeyDocument,
  ReportPositionsDocument,
  SetCollectionRequirementDocument,
} from './generated/graphql.js';
import { durationOf, endOf, loggerSerial, placeOf, wayBack, wayOut, type Place } from './replay.js';

export const hasRealInput = ['gps-traces', 'temperature-loggers'].every((folder) => existsSync(resolve('../shared/data', folder)));

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly client: GraphClient;
}

/** Somebody with a telephone, on which the key stays with which they sign. */
export interface Signer extends Person {
  readonly privateKey: KeyObject;
  readonly keyId: string;
}

export interface Courier extends Signer {
  readonly courierId: string;
}

interface Refusable {
  readonly userErrors: readonly { readonly message: string }[];
}

/** Asks once more when nobody answers; sent with the same key each time, so that it is done once. */
export type Ask = <Data, Variables>(
  client: GraphClient,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  key?: string,
) => Promise<Data>;

export const askOnce: Ask = async (client, document, variables, key) => {
  const { data, errors, text } = await (key === undefined ? client : client.with({ 'idempotency-key': key })).run(document, variables);
  if (!data || errors) throw new Error(text);
  return data;
};

export function present<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('Nothing is there');
  return value;
}

export function done<T extends Refusable>(payload: T | null | undefined): T {
  if (!payload || payload.userErrors.length > 0) throw new Error(JSON.stringify(payload));
  return payload;
}

const zone = 'Europe/Zagreb';
const beyondTheBay: Place = { latitude: 45.55, longitude: 13.95 };

/** A clinic on a hill, the laboratory in the town, and who works there. */
export interface Setting {
  readonly clinicId: string;
  readonly labId: string;
  readonly patientId: string;
  readonly productIds: readonly string[];
  readonly loggerId: string;
  readonly nurse: Signer;
  readonly dispatcher: Person;
  readonly technician: Signer;
  readonly manager: Person;
  readonly near: Courier;
  readonly away: Courier;
}

/** Makes it. `signIn` finds the person whom the owner has employed. */
export async function openSetting(owner: GraphClient, signIn: (person: string) => Promise<GraphClient>): Promise<Setting> {
  const suffix = randomBytes(3).toString('hex');
  const clinicId = await openBranch(owner, `HC-${suffix}`, 'CLINIC', endOf(wayOut));
  const labId = await openBranch(owner, `TL-${suffix}`, 'LAB', endOf(wayBack));
  const employ = async (name: string, role: string, branchId: string): Promise<Person> => {
    const person = `${name.toLowerCase()}.${suffix}`;
    const input = { email: `${person}@steppe.example`, displayName: name, password: 'caregraph-demo', grants: [{ role, branchId }] };
    const { staff } = done((await askOnce(owner, CreateStaffDocument, { input })).createStaff);
    return { id: present(staff).id, name, client: await signIn(person) };
  };
  const nurse = await withKey(await employ('Marija', 'NURSE', clinicId), clinicId);
  const dispatcher = await employ('Josip', 'DISPATCHER', clinicId);
  const hire = async (name: string, place: Place): Promise<Courier> =>
    putOnShift(dispatcher, await withKey(await employ(name, 'COURIER', clinicId), clinicId), clinicId, place);
  const near = await hire('Ivan', placeOf(present(wayOut[0])));
  const away = await hire('Petar', beyondTheBay);
  const technician = await withKey(await employ('Ana', 'LAB_TECHNICIAN', labId), labId);
  const manager = await employ('Lucija', 'MANAGER', labId);

  const productIds = [await offerTest(owner, 'Haemoglobin A1c', 'EDTA tube'), await offerTest(owner, 'Ammonia', 'Lithium heparin tube')];
  const names = [{ family: `Horvat-${suffix}`, given: ['Luka'] }];
  const { registerPatient } = await askOnce(nurse.client, RegisterPatientDocument, { input: { names, branchId: clinicId } });
  const cold = { branchId: clinicId, serial: `${loggerSerial}-${suffix}`, name: "Logger of Ivan's cold box", timeZone: 'UTC' };
  const { logger } = done((await askOnce(owner, AddTemperatureLoggerDocument, { input: cold })).addTemperatureLogger);
  return {
    ...{ clinicId, labId, nurse, dispatcher, technician, manager, near, away, productIds },
    patientId: present(done(registerPatient).patient).id,
    loggerId: present(logger).id,
  };
}

async function openBranch(owner: GraphClient, code: string, type: 'CLINIC' | 'LAB', { latitude, longitude }: Place): Promise<string> {
  const name = type === 'CLINIC' ? 'Hill clinic' : 'Town laboratory';
  const input = { code, name, type, timeZone: zone, currency: 'EUR', latitude, longitude, openingHours: [] };
  return present(done((await askOnce(owner, CreateBranchDocument, { input })).createBranch).branch).id;
}

async function withKey(person: Person, branchId: string): Promise<Signer> {
  const { privateKey, publicKey } = makeKey();
  const input = { name: `${person.name}'s telephone`, publicKey, branchIds: [branchId] };
  const { signingKey } = done((await askOnce(person.client, RegisterSigningKeyDocument, { input })).registerSigningKey);
  return { ...person, privateKey, keyId: present(signingKey).id };
}

async function putOnShift(dispatcher: Person, person: Signer, branchId: string, { latitude, longitude }: Place): Promise<Courier> {
  const coldBox = { minCelsius: 2, maxCelsius: 8 };
  const hiring = { branchId, staffId: person.id, vehicle: 'CAR' as const, coldBox, capacity: 20, skills: ['phlebotomy'] };
  const { courier } = done((await askOnce(dispatcher.client, AddCourierDocument, { input: hiring })).addCourier);
  // As long as the way that is replayed.
  const since = new Date(Date.now() - durationOf(wayOut) - 60_000).toISOString();
  done((await askOnce(person.client, GoOnShiftDocument, { input: { since } })).goOnShift);
  const positions = [{ at: since, latitude, longitude }];
  done((await askOnce(person.client, ReportPositionsDocument, { input: { positions } })).reportPositions);
  return { ...person, courierId: present(courier).id };
}

/** An examination, and the tube that it needs, to be kept cold. */
async function offerTest(owner: GraphClient, name: string, containerType: string): Promise<string> {
  const { product } = done((await askOnce(owner, CreateProductDocument, { input: { kind: 'SERVICE', name } })).createProduct);
  const productId = present(product).id;
  const specimenType = { system: 'http://snomed.info/sct', code: '119297000', display: 'Blood' };
  const input = { productId, specimenType, containerType, volumeMl: 3, minCelsius: 2, maxCelsius: 8 };
  done((await askOnce(owner, SetCollectionRequirementDocument, { input })).setCollectionRequirement);
  return productId;
}
