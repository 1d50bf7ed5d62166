import './workers.js';
import { createRoot } from 'react-dom/client';
import type { ExplorerConfig } from '../explorer-config.js';
import { Explorer } from './explorer.js';

const place = document.getElementById('explorer');
if (!place) throw new Error('The page has no element "explorer" to draw in');

try {
  const response = await fetch(place.dataset['config'] ?? '/explorer/config.json');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  createRoot(place).render(<Explorer config={(await response.json()) as ExplorerConfig} />);
} catch (error) {
  const notice = document.createElement('p');
  notice.className = 'explorer-notice';
  notice.textContent = `The explorer could not read its configuration (${(error as Error).message}). Check that the gateway runs, then reload.`;
  place.replaceChildren(notice);
}
