/** Every request fetches for itself, as it must when each caller may see something else. */
export const gatewayConfig = {
  transportEntries: { '*': { options: { deduplicateInflightRequests: false } } },
};
