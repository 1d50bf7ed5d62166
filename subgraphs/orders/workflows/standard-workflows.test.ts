import { createHash } from 'node:crypto';
import { OrderType } from '../orders/order-terms.js';
import { returnWorkflow, standardWorkflows } from './standard-workflows.js';

/** What the lifecycles that are built in were written like when they got their editions. */
const written = {
  [OrderType.PURCHASE]: '3 8ea22da2a61b',
  [OrderType.SALES]: '4 6c8e7ac9c0ed',
  [OrderType.LAB_SAMPLE]: '2 b86ab25d213a',
  [OrderType.SERVICE]: '3 c383e33d54c5',
  return: '2 971abe4d0072',
};

it('have another edition whenever they are written otherwise', () => {
  const editions = Object.entries({ ...standardWorkflows, return: returnWorkflow }).map(([name, { edition, definition }]) => {
    const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
    return [name, `${edition} ${digest.slice(0, 12)}`];
  });
  expect(Object.fromEntries(editions)).toEqual(written);
});
