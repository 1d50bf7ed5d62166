import { readFileSync } from 'node:fs';
import { buildSchema, extendSchema, parse, validate, type GraphQLSchema } from 'graphql';
import { operations } from './operations.js';

const verification = `
  input RequestPatientVerificationInput { phone: PhoneNumber!, purpose: String, scopes: [String!]! }
  input ConfirmPatientVerificationInput { verificationId: ID!, code: String! }
  type RequestPatientVerificationPayload { verificationId: ID, userErrors: [UserError!]! }
  type ConfirmPatientVerificationPayload { patients: [Patient!]!, userErrors: [UserError!]! }
  extend type Mutation {
    requestPatientVerification(input: RequestPatientVerificationInput!): RequestPatientVerificationPayload!
    confirmPatientVerification(input: ConfirmPatientVerificationInput!): ConfirmPatientVerificationPayload!
  }`;

/** The graph as it is written down; what patients says of verifications, as long as that is not there. */
function schema(): GraphQLSchema {
  const written = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));
  return written.getMutationType()?.getFields()['requestPatientVerification'] ? written : extendSchema(written, parse(verification));
}

it.each(Object.entries(operations))('%s asks for what the graph has', (_, text) => {
  expect(validate(schema(), parse(text)).map(({ message }) => message)).toEqual([]);
});
