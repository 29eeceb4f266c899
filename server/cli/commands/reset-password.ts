import { parseArgs } from 'node:util';
import { newFirstPassword } from '@/server/auth/first-password';
import { hashPassword } from '@/server/auth/password';
import { resetPassword } from '@/server/services/account/reset-password';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

export const resetPasswordCommand: Command = {
  words: ['reset-password'],
  usage: '--user NAME [--region CODE]',
  summary: 'gives somebody who forgot their password a new first one, printed this once, and ends their sessions',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { user: { type: 'string' }, region: { type: 'string' } } });
    const userName = values.user;
    if (!userName) throw new BadUsage('--user is needed');
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      const password = newFirstPassword();
      const { endedSessions } = await done(resetPassword(context, { userName, passwordHash: await hashPassword(password) }));
      io.stderr(`${userName} signs in with this password and then chooses another; ${endedSessions} sessions ended`);
      io.stdout(password);
      return exitCodes.done;
    });
  },
};
