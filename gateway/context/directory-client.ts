import type { JSONWebKeySet } from 'jose';
import { LRUCache } from 'lru-cache';
import { admissionQuery, signingKeysQuery, type AdmissionResult, type AdmissionVariables } from '#kernel/context/directory.js';
import { emptyContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** How long a withdrawn right or ended session may still work: the price of not asking on every request. */
const answersLiveMs = 2_000;

/** Asks the subgraph that knows tenants and people; its answers are kept for two seconds. */
export class DirectoryClient {
  private readonly answers = new LRUCache<string, Promise<AdmissionResult>>({ max: 10_000, ttl: answersLiveMs });

  constructor(private readonly channel: SubgraphChannel) {}

  admit(variables: AdmissionVariables): Promise<AdmissionResult> {
    const { tenant, host, actor, session, branch } = variables;
    const key = JSON.stringify([tenant, host, actor, session, branch]);
    let answer = this.answers.get(key);
    if (!answer) {
      answer = this.ask<{ admission: AdmissionResult }>(admissionQuery, { ...variables }).then(({ admission }) => admission);
      this.answers.set(key, answer);
      answer.catch(() => this.answers.delete(key));
    }
    return answer;
  }

  async signingKeys(): Promise<JSONWebKeySet> {
    return (await this.ask<{ signingKeys: JSONWebKeySet }>(signingKeysQuery, {})).signingKeys;
  }

  private async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    const result = await this.channel.execute({ query, variables }, emptyContext('admission'));
    if (result.errors?.length || !result.data) {
      throw new GraphError('UNAVAILABLE', 'Sign-in and tenants cannot be reached just now: try again in a moment.', {
        httpStatus: 503,
        ...(result.errors?.[0] ? { originalError: result.errors[0] } : {}),
      });
    }
    return result.data as Data;
  }
}
