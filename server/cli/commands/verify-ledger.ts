import { parseArgs } from 'node:util';
import { formatYuan } from '@/server/domain/kernel/money';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { type Command, exitCodes, operatorContext, withStore } from '../command';

export const verifyLedgerCommand: Command = {
  words: ['verify-ledger'],
  usage: '[--json]',
  summary: 'adjudicates every visit of every region once more and compares it with what is kept and with the books, to the 分',
  run: (args, io) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    return withStore(async (store) => {
      let sound = true;
      for (const region of await listRegionCodes(store)) {
        const check = await verifyLedger(operatorContext(store, region));
        const wrong = check.unbalanced.length + check.differences.length + check.totals.length + check.persons.length + check.stale.length + check.years.length;
        sound &&= wrong === 0;
        if (values.json) io.stdout(JSON.stringify({ region, ...check }));
        else {
          for (const { postingId, differenceFen } of check.unbalanced) io.stdout(`${region} posting ${postingId} is ${formatYuan(differenceFen)} out of balance`);
          for (const { account, booksFen, recomputedFen } of check.differences) {
            io.stdout(`${region} ${account}: books ${formatYuan(booksFen)}, recomputed ${formatYuan(recomputedFen)}`);
          }
          for (const { month, account, institutionCode, booksFen, keptFen } of check.totals) {
            io.stdout(`${region} ${month} ${account} at ${institutionCode}: books ${formatYuan(booksFen)}, added up as ${formatYuan(keptFen)} when the month was closed`);
          }
          for (const { year, pool, booksPersons, keptPersons } of check.persons) {
            io.stdout(`${region} ${year} ${pool}: paid for ${booksPersons} people by the books, ${keptPersons} by what was counted when months were closed`);
          }
          for (const { institutionCode, settlementId, payFen, recomputedFen } of check.stale) {
            io.stdout(`${region} visit ${institutionCode}/${settlementId}: adjudicated ${formatYuan(payFen)}, recomputed ${formatYuan(recomputedFen)}`);
          }
          for (const { institutionCode, settlementId, firstDay } of check.years) {
            io.stdout(`${region} year ${firstDay} of the person of visit ${institutionCode}/${settlementId}: what is kept as used is not what its visits come to`);
          }
          io.stdout(`${region}: ${check.accounts} accounts, ${wrong} differences`);
        }
      }
      return sound ? exitCodes.done : exitCodes.failed;
    });
  },
};
