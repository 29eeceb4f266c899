import { type Command, BadUsage, type Io, exitCodes } from './command';
import { commands } from './commands';

/** `gatekeeper <words> …`: the operator's commands. Exit 0 done, 1 failed or differs, 2 bad usage. */
async function main(args: readonly string[]): Promise<number> {
  const io: Io = {
    stdin: process.stdin,
    stdout: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    stderr: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  };
  const command = commands.find(({ words }) => words.every((word, at) => args[at] === word));
  if (!command) {
    io.stderr(helpText(commands));
    return args.length === 0 || args[0] === 'help' || args[0] === '--help' ? exitCodes.done : exitCodes.badUsage;
  }
  try {
    return await command.run(args.slice(command.words.length), io);
  } catch (error) {
    const badUsage = error instanceof BadUsage || isParseError(error);
    io.stderr(error instanceof Error ? error.message : String(error));
    if (badUsage) io.stderr(`usage: gatekeeper ${command.words.join(' ')} ${command.usage}`);
    else if (process.env.GATEKEEPER_DEBUG && error instanceof Error) io.stderr(error.stack ?? '');
    return badUsage ? exitCodes.badUsage : exitCodes.failed;
  }
}

function helpText(all: readonly Command[]): string {
  const lines = all.map(({ words, usage, summary }) => `  ${words.join(' ')} ${usage}\n      ${summary}`);
  return `usage: gatekeeper COMMAND …\n\n${lines.join('\n')}\n`;
}

/** node:util's parseArgs throws with codes of its own. */
function isParseError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

process.exitCode = await main(process.argv.slice(2));
