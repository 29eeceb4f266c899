import { parseArgs } from 'node:util';
import { newFirstPassword } from '@/server/auth/first-password';
import { hashPassword } from '@/server/auth/password';
import { passwordRoles } from '@/server/domain/permission/new-account';
import { createAccount } from '@/server/services/account/create-account';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

const text = { type: 'string' } as const;

export const createAccountCommand: Command = {
  words: ['create-account'],
  usage: `--user NAME --name NAME --role ${passwordRoles.join('|')} [--institution CODE] [--alliance ID] [--practitioner ID] [--region CODE] [--json]`,
  summary: "makes a member of staff's account and prints its first password this once; signing in asks for another",
  run: (args, io) => {
    const options = { user: text, name: text, role: text, institution: text, alliance: text, practitioner: text, region: text, json: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    const { user: userName, name } = values;
    if (!userName || !name) throw new BadUsage('--user and --name are needed');
    if (values.role === 'his') throw new BadUsage("a hospital's system has no password; gatekeeper create-api-key makes it a key");
    const role = passwordRoles.find((one) => one === values.role);
    if (!role) throw new BadUsage(`--role is one of ${passwordRoles.join(', ')}`);
    const place = { institutionCode: values.institution ?? null, alliance: values.alliance ?? null, practitionerId: values.practitioner ?? null };
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      const password = newFirstPassword();
      const made = await done(createAccount(context, { userName, name, role, ...place, passwordHash: await hashPassword(password) }));
      io.stderr(`${made.userName} signs in with this password and then chooses another; it is not shown again`);
      io.stdout(values.json ? JSON.stringify({ ...made, password }) : password);
      return exitCodes.done;
    });
  },
};
