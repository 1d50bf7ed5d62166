/** Hive as it comes: identical fetches under way are sent once. */
export const gatewayConfig = {};
