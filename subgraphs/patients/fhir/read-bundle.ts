import { createReadStream } from 'node:fs';
import { chain } from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { BundleEntry, FhirResource } from './resource.js';

export interface ReadResource {
  /** `urn:uuid:…` or `Type/id`: what references in the bundle call it. */
  readonly key: string;
  readonly resource: FhirResource;
}

/** The resources of a bundle, one at a time, however large the file is. Throws when the file is no JSON. */
export async function* readBundle(file: string): AsyncGenerator<ReadResource> {
  const entries = chain([createReadStream(file), parser(), pick({ filter: 'entry' }), streamArray()]) as AsyncIterable<{ value: BundleEntry }>;
  for await (const { value } of entries) {
    const { fullUrl, resource } = value;
    if (resource?.resourceType === undefined) continue;
    yield { key: fullUrl ?? `${resource.resourceType}/${resource.id ?? ''}`, resource };
  }
}
