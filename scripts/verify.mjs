// What a change has to pass before it is worth a commit: seconds, no server, no database.
import { ensureNode } from './lib/ensure-node.mjs';
import { main } from './lib/process.mjs';

main(async () => {
  await ensureNode();
  const { ensureInstalled } = await import('./lib/ensure-installed.mjs');
  await ensureInstalled();
  const { conclude, lint, runSteps, types, vitest } = await import('./lib/steps.mjs');
  return conclude(await runSteps([types, lint, vitest('architecture and domain', { projects: ['domain'] })]));
});
