import { readConfiguration } from './configuration.js';

const here = 'http://127.0.0.1:5000';

it('guesses ways unless it is told where to look them up', () => {
  expect(readConfiguration({}).routing).toBeNull();
  expect(readConfiguration({ OSRM_URL: here }).routing).toEqual({ provider: 'OSRM', url: here, apiKey: null });
  const { routing, routingVariables } = readConfiguration({ OPENROUTESERVICE_URL: here, OPENROUTESERVICE_KEY: 'secret', PORT: '4000' });
  expect(routing).toEqual({ provider: 'OPENROUTESERVICE', url: here, apiKey: 'secret' });
  expect(readConfiguration(routingVariables).routing).toEqual(routing);
});

it.each([
  [{ OSRM_URL: here, OPENROUTESERVICE_URL: here }, 'not both'],
  [{ OPENROUTESERVICE_KEY: 'secret' }, 'without OPENROUTESERVICE_URL'],
  [{ OSRM_URL: 'router' }, 'OSRM_URL'],
  [{ OPENROUTESERVICE_URL: 'ftp://router' }, 'OPENROUTESERVICE_URL'],
])('refuses %j', (environment, message) => {
  expect(() => readConfiguration(environment)).toThrow(message);
});
