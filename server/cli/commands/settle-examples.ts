import type { SettlementMethod } from '@/server/domain/policy/policy-version';

/** A document of each method as `settle --input` takes it; `docs/statements.md` shows the same. */
export const settleExamples: Readonly<Record<SettlementMethod, object>> = {
  points: {
    method: 'points',
    institutionShare: '0.5',
    reading: 'institution_share',
    pools: [
      {
        id: '310-ordinary',
        budget: '10000000.00',
        adjustment: '0.00',
        feeForService: '10600000.00',
        outOfRegion: '1200000.00',
        specialFees: '400000.00',
        persons: 30000,
        institutions: [
          { code: 'H1', fund: '5400000.00', special: '200000.00', prepaid: '5040000.00', deductions: '20000.00' },
          { code: 'H2', fund: '2700000.00', special: '100000.00', prepaid: '2520000.00', deductions: '0.00' },
          { code: 'H3', fund: '900000.00', special: '0.00', prepaid: '810000.00', deductions: '5000.00' },
        ],
      },
      {
        id: '390-inpatient',
        budget: '5000000.00',
        adjustment: '0.00',
        feeForService: '5200000.00',
        outOfRegion: '200000.00',
        specialFees: '0.00',
        persons: 900,
        scoring: { scheme: 'DIP' },
        institutions: [
          { code: 'H1', fund: '3100000.00', special: '0.00', prepaid: '2800000.00', deductions: '0.00', recordedPoints: '60000.5' },
          { code: 'H2', fund: '1900000.00', special: '0.00', prepaid: '1700000.00', deductions: '0.00', recordedPoints: '39999.5' },
        ],
      },
    ],
  },
  per_head_ceiling: {
    method: 'per_head_ceiling',
    pool: '390-ordinary',
    perHead: '50.00',
    overspendShare: '0.20',
    surplusReward: '0.20',
    institutions: [
      { code: 'T1', insured: 20000, feeForService: '1100000.00', prepaid: '990000.00', deductions: '0.00' },
      { code: 'T2', insured: 20000, feeForService: '900000.00', prepaid: '810000.00', deductions: '0.00' },
    ],
    budgeted: {
      overspendShare: '0.20',
      surplusShare: '0',
      pools: [
        {
          id: '390-inpatient',
          institutions: [
            {
              code: 'H1',
              years: [
                { year: '2014', fund: '1000000.00', weight: '1' },
                { year: '2015', fund: '1100000.00', weight: '1' },
              ],
              growth: '0.05',
              budget: '1102500.00',
              adjustment: '0.00',
              feeForService: '1200000.00',
              prepaid: '1080000.00',
              deductions: '0.00',
            },
          ],
        },
      ],
    },
  },
  alliance_total: {
    method: 'alliance_total',
    staffShare: '0.60',
    reasonableOverspendFundShare: '0.50',
    pools: [
      {
        id: '390-total',
        alliances: [
          {
            code: 'H1',
            insured: 20000,
            excluded: 500,
            perHead: '900.00',
            budget: '17550000.00',
            adjustment: '0.00',
            members: [
              { code: 'H1', inside: '9000000.00', outside: '200000.00', prepaid: '9000000.00' },
              { code: 'H2', inside: '4000000.00', outside: '0.00', prepaid: '3600000.00' },
            ],
            elsewhere: [{ code: 'H9', inside: '3550000.00' }],
            deductions: '30000.00',
          },
          {
            code: 'H5',
            insured: 10000,
            excluded: 0,
            perHead: '900.00',
            budget: '9000000.00',
            adjustment: '0.00',
            members: [{ code: 'H5', inside: '8000000.00', outside: '0.00', prepaid: '7200000.00' }],
            elsewhere: [{ code: 'H9', inside: '2000000.00' }],
            deductions: '0.00',
            reasonableOverspend: { amount: '600000.00', reason: 'disaster', note: '2024 年抗洪救灾认定书' },
          },
        ],
      },
    ],
  },
  total_kept_or_borne: {
    method: 'total_kept_or_borne',
    withheldShare: '0.30',
    fullScore: 90,
    pools: [
      {
        id: '390-total',
        kind: 'total',
        alliances: [
          {
            code: 'H1',
            insured: 10000,
            excluded: 0,
            perHead: '700.00',
            budget: '7000000.00',
            adjustment: '0.00',
            members: [{ code: 'H1', inside: '5000000.00', outside: '0.00', prepaid: '4500000.00' }],
            elsewhere: [{ code: 'H9', inside: '1500000.00' }],
            deductions: '0.00',
            score: '81',
          },
        ],
      },
      {
        id: '390-special',
        kind: 'capitation',
        alliances: [
          {
            code: 'H1',
            insured: 10000,
            excluded: 0,
            perHead: '150.00',
            budget: '1500000.00',
            adjustment: '0.00',
            members: [{ code: 'H1', inside: '1300000.00', outside: '0.00', prepaid: '1170000.00' }],
            elsewhere: [{ code: 'H9', inside: '300000.00' }],
            deductions: '0.00',
          },
        ],
      },
    ],
  },
  composite: {
    method: 'composite',
    drgRate: '9000.00',
    bedDayRate: '260.00',
    pools: [
      {
        id: '310-total',
        outpatientPerHead: '600.00',
        alliances: [
          {
            code: 'H1',
            outpatientHeads: 30000,
            budget: '22892250.00',
            adjustment: '0.00',
            members: [
              { code: 'H1', inside: '10000000.00', outside: '100000.00', stays: '3500000.00', drgPoints: '410.5', bedDays: 0, prepaid: '12000000.00' },
              { code: 'H2', inside: '5000000.00', outside: '0.00', stays: '1200000.00', drgPoints: '89.75', bedDays: 1500, prepaid: '5000000.00' },
            ],
            elsewhere: [{ code: 'H9', inside: '2500000.00' }],
            deductions: '0.00',
          },
        ],
      },
    ],
  },
};
