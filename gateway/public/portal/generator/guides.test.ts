import { inReadingOrder, readGuides } from './guides.js';

it('come in the order in which they are read, the changelog last', async () => {
  const guides = inReadingOrder([...(await readGuides('docs/public')), { slug: 'scopes', markdown: '' }]);
  expect(guides.map(({ slug }) => slug)).toEqual([
    ...['quick-start', 'authentication', 'scopes', 'consent', 'rates', 'errors'],
    ...['webhooks', 'events', 'exports', 'sdk', 'changelog'],
  ]);
});
