import type { PublicPart } from '#kernel/subgraph/public-part.js';

/** Exports are made for third parties: all of them is public. */
export const exportsPublicPart = {
  Query: ['export(id)', 'exports(first after last before)'],
  Mutation: ['startExport(input)', 'cancelExport(input)'],
  Node: ['Export'],
  Export: [
    'id',
    'createdAt',
    'clientId',
    'scope',
    'branchId',
    'status',
    'query',
    'operationName',
    'variables',
    'error',
    'startedAt',
    'endedAt',
    'expiresAt',
    'progress',
    'url',
  ],
  ExportStatus: ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED'],
  ExportProgress: ['objects', 'bytes', 'pages'],
  ExportConnection: ['nodes', 'edges', 'pageInfo', 'totalCount'],
  ExportEdge: ['cursor', 'node'],
  StartExportInput: ['query', 'variables', 'operationName'],
  StartExportPayload: ['export', 'userErrors'],
  CancelExportInput: ['id'],
  CancelExportPayload: ['export', 'userErrors'],
} as const satisfies PublicPart;
