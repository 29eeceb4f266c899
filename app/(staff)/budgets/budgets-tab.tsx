'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { budgetSheet } from '@/app/_copy/budget-sheet';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ExportButton } from '@/app/_ui/export-button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { BudgetList } from './budget-list';
import { BurnTable } from './burn-table';
import { SetDialog } from './set-dialog';
import { SumsTable } from './sums-table';

/** 预算: how far the pools have come, what is dealt of the region's budgets, and every budget by scope. */
export function BudgetsTab({ year }: { readonly year: string }) {
  const trpc = useTRPC();
  const can = useScopes();
  const [isSetting, setSetting] = useState(false);
  const burn = useQuery(trpc.budget.burn.queryOptions({ year }));
  const sheet = useQuery(trpc.budget.list.queryOptions({ year }));
  const seesAll = can('ledger:read');
  return (
    <>
      <Section title={copy.burn.title} actions={<ExportButton name="burn" query={{ year }} />}>
        <RefusalList error={burn.error} />
        {burn.data ? <BurnTable pools={burn.data} /> : <p role="status">{burn.error ? null : shell.loading}</p>}
      </Section>
      {sheet.data && sheet.data.sums.length > 0 ? (
        <Section title={budgetSheet.sums.title}>
          <SumsTable year={year} sums={sheet.data.sums} />
        </Section>
      ) : null}
      <Section
        title={budgetSheet.list.title}
        actions={
          <>
            {can('budget:set') ? (
              <Button type="primary" onClick={() => setSetting(true)}>
                {budgetSheet.list.set}
              </Button>
            ) : null}
            <ExportButton name="budgets" query={{ year }} />
          </>
        }
      >
        <RefusalList error={sheet.error} />
        {sheet.data ? <BudgetList rows={sheet.data.budgets} emptyText={seesAll ? budgetSheet.list.empty : budgetSheet.list.emptyForPart} /> : <p role="status">{sheet.error ? null : shell.loading}</p>}
      </Section>
      {isSetting ? <SetDialog year={year} onEnd={() => setSetting(false)} /> : null}
    </>
  );
}
