import { demoPassword } from './seed/demo-data.js';
import { demoLogins } from './seed/seed-demo.js';

/** What is printed when the graph is up: where it is, and in development who can sign in. */
export function greeting(url: string, development: boolean, more?: string): string {
  const { port } = new URL(url);
  const base = `http://localhost:${port}`;
  const logins = development
    ? [
        '',
        `Demo logins, all with the password "${demoPassword}":`,
        ...[...Map.groupBy(demoLogins(), ({ tenant }) => tenant)].map(([tenant, people]) => `  ${tenant.padEnd(11)}${people.map(({ email }) => email).join(', ')}`),
      ]
    : [];
  const lines = [
    'CareGraph is ready.',
    '',
    `Endpoint   ${base}/graphql`,
    ...(development ? [`Explorer   ${base}/`] : []),
    `Developers ${base}/developers/`,
    `Tenants    http://steppe.localhost:${port}/graphql, or the header X-Tenant-ID: steppe`,
    ...(more ? [more] : []),
    ...logins,
    '',
    'Ctrl-C stops everything.',
  ];
  return `\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
}
