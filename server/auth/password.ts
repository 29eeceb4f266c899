import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { sharedInProcess } from '@/db';

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane. The work is done on the thread pool.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost));
}

/** One processor is left to everybody who is signed in already. */
const atOnce = Math.max(1, availableParallelism() - 1);
const queue = sharedInProcess('gatekeeper.passwords', () => ({ working: 0, waiting: [] as (() => void)[] }));

/** A few at a time, in the order they came: when everybody signs in at once, they wait for each other and nobody else for them. */
async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (queue.working >= atOnce) await new Promise<void>((resolve) => queue.waiting.push(resolve));
  else queue.working += 1;
  try {
    return await work();
  } finally {
    // Whoever is next takes this place over.
    const next = queue.waiting.shift();
    if (next) next();
    else queue.working -= 1;
  }
}

/** A stranger's name costs the same work as a known one, so that time does not tell who exists. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const known = passwordHash ?? (await decoy());
  const matches = await inTurn(() => verify(known, password.normalize('NFKC')));
  return matches && passwordHash !== null;
}

let decoyHash: Promise<string> | null = null;
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('nobody has this password');
  return decoyHash;
}
