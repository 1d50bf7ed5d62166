import {
  clientTokenOperations,
  type ClientCredentials,
  type IntrospectedToken,
  type IssuedToken,
  type OAuthRefusal,
} from '#kernel/context/client-tokens.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { DirectoryClient } from '../../context/directory-client.js';
import { isOAuthErrorCode, OAuthError } from './oauth-error.js';
import { WrongTries } from './wrong-tries.js';

/** A client's request, read. */
export interface TokenCall {
  readonly credentials: ClientCredentials;
  readonly address: string | null;
}

/** Has the subgraph that knows clients check who asks, and do what is asked. */
export class TokenService {
  private readonly tries = new WrongTries();

  constructor(
    private readonly directory: DirectoryClient,
    readonly issuer: () => string,
  ) {}

  async issue(call: TokenCall, scope: string | null): Promise<IssuedToken> {
    const { issueClientToken } = await this.ask<{ issueClientToken: IssuedToken }>(call, clientTokenOperations.issue, { scope });
    return this.checked(call, issueClientToken);
  }

  async introspect(call: TokenCall, token: string): Promise<IntrospectedToken> {
    const { introspectClientToken } = await this.ask<{ introspectClientToken: IntrospectedToken }>(call, clientTokenOperations.introspect, {
      token,
    });
    return this.checked(call, introspectClientToken);
  }

  async revoke(call: TokenCall, token: string): Promise<void> {
    const { revokeClientToken } = await this.ask<{ revokeClientToken: OAuthRefusal }>(call, clientTokenOperations.revoke, { token });
    this.checked(call, revokeClientToken);
  }

  private async ask<Data>({ credentials, address }: TokenCall, operation: string, more: Readonly<Record<string, unknown>>): Promise<Data> {
    const wait = this.tries.waitFor({ ...credentials, address });
    if (wait !== null)
      throw new OAuthError(
        'slow_down',
        `Too many wrong tries for this client from your network: wait ${wait} seconds, then try again.`,
        wait,
      );
    return this.directory.ask<Data>(operation, { issuer: this.issuer(), ...credentials, ...more }).catch((error: unknown) => {
      if (error instanceof GraphError)
        throw new OAuthError('temporarily_unavailable', 'Clients cannot be looked up just now: try again in a moment.');
      throw error;
    });
  }

  private checked<Answer extends OAuthRefusal>({ credentials, address }: TokenCall, answer: Answer): Answer {
    const { error, errorDescription } = answer;
    if (error === 'invalid_client') this.tries.wasWrong({ ...credentials, address });
    else this.tries.wasRight({ ...credentials, address });
    if (error !== null) throw new OAuthError(isOAuthErrorCode(error) ? error : 'server_error', errorDescription ?? error);
    return answer;
  }
}
