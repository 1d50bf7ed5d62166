import type { PortalSandbox } from '../../gateway/index.js';

/** The subdomain of the sandbox, whichever tenant it is today. */
export const sandboxSubdomain = 'sandbox';

/**
 * By what anybody may ask the sandbox. They are no secret: the portal shows them, every example works with them, and they are the same
 * after each reset. They open made-up data alone; a sandbox's credentials never work elsewhere.
 */
export const sandboxCredentials: PortalSandbox = {
  clientId: 'client_01kajt0000e008002t9prc1zze',
  apiKey: 'cg_test_CareGraphSandboxForEverybody003lRlvk',
  clientSecret: 'cg_test_secret_CareGraphSandboxForEverybody004H3qeU',
};
