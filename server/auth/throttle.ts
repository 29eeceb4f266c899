import { RateLimiterMemory } from 'rate-limiter-flexible';
import { sharedInProcess } from '@/db';

const minute = 60;

/**
 * How often a door may be knocked at in vain: a user name from anywhere, an address for any name. Counts live in the
 * process; a restart forgives them, the door's own lock (a paper code's failures) does not.
 */
const limits = sharedInProcess('gatekeeper.throttle', () => ({
  name: new RateLimiterMemory({ keyPrefix: 'name', points: 8, duration: 15 * minute }),
  address: new RateLimiterMemory({ keyPrefix: 'address', points: 60, duration: 15 * minute }),
}));

/** False when too many attempts failed; known and unknown names are counted alike. */
export async function mayTry(name: string, address: string): Promise<boolean> {
  const [byName, byAddress] = await Promise.all([limits.name.get(name), limits.address.get(address)]);
  return (byName?.remainingPoints ?? 1) > 0 && (byAddress?.remainingPoints ?? 1) > 0;
}

export async function countFailure(name: string, address: string): Promise<void> {
  await Promise.allSettled([limits.name.consume(name), limits.address.consume(address)]);
}

export async function forgetFailures(name: string): Promise<void> {
  await limits.name.delete(name);
}
