export { Sealer } from '#kernel/sealing/sealer.js';
