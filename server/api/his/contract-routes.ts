import { z } from 'zod';
import type { AnyRefusal } from '@/server/domain/refusals';
import { today } from '@/server/services/context';
import { checkSigned } from '@/server/services/contract/check-signed';
import { certType, day, text } from './fields';
import { granted } from './problem';
import { type HisRoute, route } from './route';

const answer = z.object({
  on: day('the day that was asked about'),
  signed: z.boolean().meta({ description: 'false too for somebody we do not know' }),
  contract: z
    .object({
      contract_no: text('number on the agreement'),
      team: z.object({ name: text('team'), phone: text('of the team').nullable() }),
      institution: z.object({ fixmedins_code: text('institution of the team'), fixmedins_name: text('its name') }),
      doctor: z.object({ name: text('family doctor'), title: text('professional title') }).nullable(),
      package: text('packages that were agreed, the main one first, parted by ;'),
      begndate: day('first day'),
      enddate: day('last day'),
    })
    .nullable()
    .meta({ description: 'null when not signed' }),
});

export const contractRoutes: readonly HisRoute[] = [
  route({
    method: 'GET',
    path: '/contracts',
    summary: 'Whether a person is signed with a family-doctor team on a day, and with which',
    asksAboutPerson: true,
    query: z.strictObject({
      certno: z.string().trim().min(1).max(50).meta({ description: 'certificate number', examples: ['210102198005061237'] }),
      psn_cert_type: certType,
      on: day('the day; today when absent').optional(),
    }),
    answer,
    run: async (context, { query }) => {
      const on = query.on ?? today(context);
      const asked = { certType: query.psn_cert_type, certNo: query.certno, day: on };
      const found = granted(await checkSigned(context, asked), fieldOf);
      if (!found) return { on, signed: false, contract: null };
      const { number, team, institution, doctor, packageCodes, startDay, endDay } = found;
      return {
        on,
        signed: true,
        contract: {
          contract_no: number,
          team,
          institution: { fixmedins_code: institution.code, fixmedins_name: institution.name },
          doctor,
          package: packageCodes.join(';'),
          begndate: startDay,
          enddate: endDay,
        },
      };
    },
  }),
];

function fieldOf({ code }: AnyRefusal): string | null {
  if (code === 'identity.unknown_kind') return 'psn_cert_type';
  return code.startsWith('identity.') ? 'certno' : null;
}
