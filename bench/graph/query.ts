/** The README's first query: who asks, twenty patients, and what hangs on them, from two subgraphs. */
export const query = `{
  me { displayName tenant { name } }
  patients(first: 20, filter: { nameStartsWith: "fee" }) {
    nodes {
      id
      name
      birthDate
      allergies { display }
      encounters(first: 3) { nodes { status branch { name timeZone } } }
    }
  }
}`;

export const who = { tenant: 'steppe', email: 'owner@steppe.example' } as const;
