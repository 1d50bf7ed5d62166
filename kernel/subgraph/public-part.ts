/**
 * What of a subgraph third parties can see, by schema coordinates: everything that is not named here is absent from the public
 * graph. Fields are named with their arguments, `orders(first after filter)`; a field without brackets has none in public. Enums
 * and inputs name their values and fields; an enum that is answered must name all its values, for a hidden one could not be told.
 * An interface names its fields, and the types that third parties know as one: `Node: ['id', 'Patient']` lets `node(id)` find patients.
 */
export type PublicPart = Readonly<Record<string, readonly string[]>>;

/** The tag by which a coordinate is public, in each subgraph's SDL and in the supergraph. */
export const publicTag = 'public';

/** The tag of a type that is public as an implementation of this interface. */
export function publicMemberTag(interfaceName: string): string {
  return `${publicTag}/${interfaceName}`;
}
