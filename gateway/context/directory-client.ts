import type { JSONWebKeySet } from 'jose';
import { LRUCache } from 'lru-cache';
import { clientAdmissionQuery, type ClientAdmission, type ClientAdmissionVariables } from '#kernel/context/client-directory.js';
import { admissionQuery, signingKeysQuery, type AdmissionResult, type AdmissionVariables } from '#kernel/context/directory.js';
import { emptyContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** How long a withdrawn right or ended session may still work: the price of not asking on every request. */
const answersLiveMs = 2_000;

/** Asks the subgraph that knows tenants and people; its answers are kept for two seconds. */
export class DirectoryClient {
  private readonly answers = new LRUCache<string, Promise<AdmissionResult>>({ max: 10_000, ttl: answersLiveMs });

  private readonly clients = new LRUCache<string, Promise<ClientAdmission | null>>({ max: 10_000, ttl: answersLiveMs });

  constructor(private readonly channel: SubgraphChannel) {}

  admit(variables: AdmissionVariables): Promise<AdmissionResult> {
    const { tenant, host, actor, session, branch } = variables;
    return kept(this.answers, JSON.stringify([tenant, host, actor, session, branch]), async () => {
      const { admission } = await this.ask<{ admission: AdmissionResult }>(admissionQuery, { ...variables });
      return admission;
    });
  }

  /** A client that may ask right now, with its tenant; null for one that may not, whatever the reason. */
  admitClient(variables: ClientAdmissionVariables): Promise<ClientAdmission | null> {
    const { client, token, key } = variables;
    return kept(this.clients, JSON.stringify([client, token, key]), async () => {
      const { clientAdmission } = await this.ask<{ clientAdmission: ClientAdmission | null }>(clientAdmissionQuery, { ...variables });
      return clientAdmission;
    });
  }

  async signingKeys(): Promise<JSONWebKeySet> {
    return (await this.ask<{ signingKeys: JSONWebKeySet }>(signingKeysQuery, {})).signingKeys;
  }

  /** One of our own operations, asked in nobody's name. */
  async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
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

/** The answer from before, or a new one, which is forgotten when it fails. */
function kept<Answer>(answers: LRUCache<string, Promise<Answer>>, key: string, ask: () => Promise<Answer>): Promise<Answer> {
  let answer = answers.get(key);
  if (!answer) {
    answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answer;
}
