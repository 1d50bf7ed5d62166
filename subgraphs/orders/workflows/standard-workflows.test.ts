import { createHash } from 'node:crypto';
import { OrderType } from '../orders/order-terms.js';
import { returnWorkflow, standardWorkflows } from './standard-workflows.js';

/** What the lifecycles that are built in were written like when they got their editions. */
const written = {
  [OrderType.PURCHASE]: '2 fab203a10656',
  [OrderType.SALES]: '2 e22f72049d18',
  [OrderType.LAB_SAMPLE]: '2 b86ab25d213a',
  [OrderType.SERVICE]: '2 22eb053f1751',
  return: '2 971abe4d0072',
};

it('have another edition whenever they are written otherwise', () => {
  const editions = Object.entries({ ...standardWorkflows, return: returnWorkflow }).map(([name, { edition, definition }]) => {
    const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
    return [name, `${edition} ${digest.slice(0, 12)}`];
  });
  expect(Object.fromEntries(editions)).toEqual(written);
});
