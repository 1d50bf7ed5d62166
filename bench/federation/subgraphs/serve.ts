import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { graphql, type ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import { shop, type ShopSubgraph } from './shop.js';

/**
 * The shop's subgraphs over HTTP, one port each, in the order of `shop`. Whatever was asked once is answered from memory, byte
 * for byte, so that little time goes here and the gateways are what is measured. `GET /asked` tells how often all were asked.
 */
const ports = process.argv.slice(2).map(Number);
let asked = 0;

function serve({ name, schema }: ShopSubgraph, port: number): void {
  const answers = new LRUCache<string, string>({ max: 1_000 });
  const answer = async (body: string): Promise<string> => {
    const known = answers.get(body);
    if (known !== undefined) return known;
    const { query, variables, operationName } = JSON.parse(body) as {
      query: string;
      variables?: Record<string, unknown>;
      operationName?: string;
    };
    const result: ExecutionResult = await graphql({
      schema,
      source: query,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    const text = JSON.stringify(result);
    if (!result.errors) answers.set(body, text);
    return text;
  };
  const respond = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  };
  createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    if (request.method === 'GET') return respond(response, 200, JSON.stringify({ name, asked }));
    asked += 1;
    void read(request)
      .then(answer)
      .then(
        (text) => respond(response, 200, text),
        (error: Error) => respond(response, 500, JSON.stringify({ errors: [{ message: error.message }] })),
      );
  }).listen(port, '127.0.0.1');
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

for (const [index, subgraph] of shop.entries()) serve(subgraph, ports[index] ?? 0);
